import { HttpError, refusal } from '../platform/http/errors.ts'
import { type Message, message, sentence } from '../platform/language/message.ts'

/** Numbers that one request may send */
export const MOST_VALUES = 1_000_000
/** Bytes of a body: room for a million numbers with all the digits that a double has */
export const MOST_BYTES = 32 * 2 ** 20
/** Largest size of a number: the squares of a million of them still add up within a double. */
export const LARGEST = 1e150
const LONGEST_KEY = 100
const LONGEST_NUMBER = 400
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
const EXAMPLE = { example: '{"values": [1, 2.5, 3]}' }

/**
 * Reads a body {"values": [numbers]} as it arrives and never holds more of it than a chunk. The first thing that is
 * wrong, in the order of the text, is the answer; what comes after it is not read.
 * @throws HttpError 400 not JSON; 413 too long, or too many numbers; 422 JSON of another form, naming the place
 */
export async function readNumbers(request: Request, take: (value: number) => void): Promise<void> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge()
  const reading = new NumbersReader(take)
  const body = request.body?.getReader()
  if (!body) return reading.end()
  try {
    for (;;) {
      const { value, done } = await body.read()
      if (done) break
      reading.push(value)
    }
  } catch (error) {
    await body.cancel().catch(() => {})
    throw error
  }
  reading.end()
}

type State =
  | 'document'
  | 'key or end'
  | 'key'
  | 'in key'
  | 'colon'
  | 'list'
  | 'item or end'
  | 'item'
  | 'number'
  | 'after item'
  | 'after list'
  | 'end'

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [LIST, LIST_END, OBJECT, OBJECT_END, MINUS] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2d]
const isSpace = (byte: number) =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b && byte !== 0x0c)
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39
/** + - . E e */
const isInNumber = (byte: number) =>
  isDigit(byte) ||
  byte === 0x2b ||
  byte === MINUS ||
  byte === 0x2e ||
  byte === 0x45 ||
  byte === 0x65

/** What JSON that is no number begins with. */
const OTHERS: Record<string, string> = {
  '"': sentence('is text, not a number'),
  '{': sentence('is an object, not a number'),
  '[': sentence('is a list, not a number'),
  t: sentence('is true, not a number'),
  f: sentence('is false, not a number'),
  n: sentence('is null, not a number'),
}

/** One step a byte, so that the text may be cut anywhere. */
class NumbersReader {
  private state: State = 'document'
  private bytes = 0
  private count = 0
  private seen = false
  private token = ''
  private escaped = false

  constructor(private readonly take: (value: number) => void) {}

  push(chunk: Uint8Array): void {
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let at = 0; at < text.length; at++) {
      if (this.state !== 'number') {
        this.step(text[at] ?? 0, this.bytes + at)
        continue
      }
      const from = at
      while (at < text.length && isInNumber(text[at] ?? 0)) at++
      this.token += text.toString('latin1', from, at)
      if (this.token.length > LONGEST_NUMBER) throw this.wrongItem(message('has too many digits'))
      if (at < text.length) {
        this.number()
        at--
      }
    }
    this.bytes += text.length
    if (this.bytes > MOST_BYTES) throw tooLarge()
  }

  end(): void {
    if (this.bytes === 0)
      throw new HttpError(400, message('The body is empty: send {example}.', EXAMPLE))
    if (this.state !== 'end')
      throw new HttpError(400, message('The body is not JSON: it ends too early.'))
  }

  private step(byte: number, at: number): void {
    if (this.state === 'in key') {
      this.inKey(byte)
      return
    }
    if (isSpace(byte)) return
    const next = this.after(byte)
    if (next === null) throw malformed(byte, at)
    this.state = next
  }

  private after(byte: number): State | null {
    switch (this.state) {
      case 'document':
        if (byte === OBJECT) return 'key or end'
        if (isDigit(byte) || byte === MINUS || other(byte))
          throw wrong('values', message('is missing: send {example}', EXAMPLE))
        return null
      case 'key or end':
        if (byte === OBJECT_END) return this.close()
        return byte === QUOTE ? this.openKey() : null
      case 'key':
        return byte === QUOTE ? this.openKey() : null
      case 'colon':
        return byte === COLON ? 'list' : null
      case 'list':
        if (byte === LIST) return 'item or end'
        if (isDigit(byte) || byte === MINUS || other(byte))
          throw wrong('values', message('is not a list of numbers'))
        return null
      case 'item or end':
        return byte === LIST_END ? 'after list' : this.openItem(byte)
      case 'item':
        return this.openItem(byte)
      case 'after item':
        return byte === COMMA ? 'item' : byte === LIST_END ? 'after list' : null
      case 'after list':
        return byte === COMMA ? 'key' : byte === OBJECT_END ? this.close() : null
      default:
        return null
    }
  }

  private openKey(): State {
    this.token = '"'
    this.escaped = false
    return 'in key'
  }

  private inKey(byte: number): void {
    this.token += String.fromCharCode(byte)
    if (this.token.length > LONGEST_KEY)
      throw wrong('values', message('is the only field: send {example}', EXAMPLE))
    const ends = byte === QUOTE && !this.escaped
    this.escaped = byte === BACKSLASH && !this.escaped
    if (!ends) return
    const key = readKey(this.token)
    if (key !== 'values') throw wrong(key, message('is not a field here: send {example}', EXAMPLE))
    if (this.seen) throw wrong('values', message('is given more than once'))
    this.seen = true
    this.state = 'colon'
  }

  private openItem(byte: number): State | null {
    if (this.count === MOST_VALUES) {
      throw new HttpError(
        413,
        message('More than {most} numbers: send fewer at a time.', { most: MOST_VALUES }),
      )
    }
    if (isDigit(byte) || byte === MINUS) {
      this.token = String.fromCharCode(byte)
      return 'number'
    }
    const found = other(byte)
    if (found) throw this.wrongItem(message(found))
    return null
  }

  private number(): void {
    if (!NUMBER.test(this.token)) {
      throw new HttpError(
        400,
        message('The body is not JSON: "{token}" is no number.', { token: this.token }),
      )
    }
    const value = Number(this.token)
    if (Math.abs(value) > LARGEST)
      throw this.wrongItem(message('is larger than {most}', { most: String(LARGEST) }))
    this.take(value)
    this.count++
    this.state = 'after item'
  }

  private close(): State {
    if (!this.seen) throw wrong('values', message('is missing: send {example}', EXAMPLE))
    return 'end'
  }

  private wrongItem(problem: Message): HttpError {
    return wrong(`values[${this.count}]`, problem)
  }
}

const other = (byte: number) => OTHERS[String.fromCharCode(byte)]

function readKey(token: string): string {
  try {
    return JSON.parse(Buffer.from(token, 'latin1').toString('utf8'))
  } catch {
    throw new HttpError(400, message('The body is not JSON: the name of a field cannot be read.'))
  }
}

const wrong = (parameter: string, problem: Message): HttpError =>
  refusal(422, [{ parameter, message: problem }])

function malformed(byte: number, at: number): HttpError {
  const shown =
    byte > 0x20 && byte < 0x7f
      ? JSON.stringify(String.fromCharCode(byte))
      : `byte 0x${byte.toString(16)}`
  return new HttpError(
    400,
    message('The body is not JSON: unexpected {shown} at position {at}.', { shown, at }),
  )
}

function tooLarge(): HttpError {
  return new HttpError(
    413,
    message('The body is longer than {most} MiB.', { most: MOST_BYTES / 2 ** 20 }),
  )
}
