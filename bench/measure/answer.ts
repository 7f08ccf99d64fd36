/** An HTTP/1.1 answer at the beginning of what a connection has sent. */
export type Answer = { status: number /** of head and body */; length: number }

const HEAD_END = Buffer.from('\r\n\r\n')
const LINE_END = Buffer.from('\r\n')
const BODILESS = new Set([204, 304])

/**
 * @returns null while the answer is not whole
 * @throws for an answer that ends with its connection, as it could not be told from a broken one
 */
export function parseAnswer(received: Buffer): Answer | null {
  const headEnd = received.indexOf(HEAD_END)
  if (headEnd < 0) return null
  const head = received.toString('latin1', 0, headEnd)
  const status = Number(head.slice(9, 12))
  const start = headEnd + HEAD_END.length
  if (BODILESS.has(status)) return { status, length: start }
  const length = head.match(/\r\ncontent-length: *(\d+)/i)?.[1]
  if (length !== undefined) {
    const whole = start + Number(length)
    return received.length >= whole ? { status, length: whole } : null
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('an answer without a length')
  const end = chunksEnd(received, start)
  return end === null ? null : { status, length: end }
}

function chunksEnd(received: Buffer, start: number): number | null {
  for (let at = start; ; ) {
    const lineEnd = received.indexOf(LINE_END, at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(received.toString('latin1', at, lineEnd), 16)
    at = lineEnd + LINE_END.length + size + LINE_END.length
    if (at > received.length) return null
    if (size === 0) return at
  }
}
