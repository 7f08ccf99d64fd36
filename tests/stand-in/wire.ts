import { BSON } from 'mongodb'

/** A message of MongoDB's wire protocol. */
export type Message = {
  id: number
  /** the body of an OP_MSG, or the query of an OP_QUERY, without the sequences that may follow it */
  command: Record<string, unknown>
  isQuery: boolean
  bytes: Buffer
}

const REPLY = 1
const QUERY = 2004
const MSG = 2013
const HEADER = 16

/** The messages that are whole in a buffer, and what is left of it. */
export function cut(buffer: Buffer): { whole: Buffer[]; rest: Buffer } {
  const whole: Buffer[] = []
  let at = 0
  while (buffer.length - at >= 4) {
    const length = buffer.readInt32LE(at)
    if (buffer.length - at < length) break
    whole.push(buffer.subarray(at, at + length))
    at += length
  }
  return { whole, rest: buffer.subarray(at) }
}

/** @throws Error for a message that is neither OP_MSG nor OP_QUERY */
export function read(bytes: Buffer): Message {
  const id = bytes.readInt32LE(4)
  const code = bytes.readInt32LE(12)
  if (code === QUERY) {
    const name = bytes.indexOf(0, HEADER + 4)
    const command = documentAt(bytes, name + 1 + 8)
    return { id, command, isQuery: true, bytes }
  }
  if (code !== MSG) throw new Error(`message of kind ${code}`)
  return { id, command: documentAt(bytes, bodyOf(bytes)), isQuery: false, bytes }
}

/** What a server said, and whose question it answers. */
export function readReply(bytes: Buffer): { to: number; document: Record<string, unknown> } {
  const at = bytes.readInt32LE(12) === REPLY ? HEADER + 20 : bodyOf(bytes)
  return { to: bytes.readInt32LE(8), document: documentAt(bytes, at) }
}

/** Where the body of an OP_MSG stands: sequences may come before it. */
function bodyOf(bytes: Buffer): number {
  let at = HEADER + 4
  while (bytes[at] === 1) at += 1 + bytes.readInt32LE(at + 1)
  return at + 1
}

function documentAt(bytes: Buffer, at: number): Record<string, unknown> {
  return BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at)), { promoteLongs: true })
}

let lastId = 1_000_000

/** An answer to a message, of the kind that it wants. */
export function answer({ id, isQuery }: Message, document: Record<string, unknown>): Buffer {
  const body = Buffer.from(BSON.serialize(document))
  const between = Buffer.alloc(isQuery ? 20 : 5)
  if (isQuery) between.writeInt32LE(1, 16)
  const head = Buffer.alloc(HEADER)
  lastId += 1
  head.writeInt32LE(HEADER + between.length + body.length, 0)
  head.writeInt32LE(lastId, 4)
  head.writeInt32LE(id, 8)
  head.writeInt32LE(isQuery ? REPLY : MSG, 12)
  return Buffer.concat([head, between, body])
}

/** A command of our own, as an OP_MSG. */
export function ask(id: number, command: Record<string, unknown>): Buffer {
  const message = answer({ id: 0, isQuery: false, command, bytes: Buffer.alloc(0) }, command)
  message.writeInt32LE(id, 4)
  return message
}
