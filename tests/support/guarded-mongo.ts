import { BSON } from 'mongodb'

const REPLY = 1
const QUERY = 2004
const MESSAGE = 2013

/**
 * As much of a MongoDB as it takes to be refused by one that requires a login: it greets anybody, and answers all else
 * with code 13. It speaks the wire protocol through the real driver.
 */
export function guardedMongo(): { port: number; stop(): void } {
  const server = Bun.listen<{ pending: Buffer }>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      open(socket) {
        socket.data = { pending: Buffer.alloc(0) }
      },
      data(socket, chunk) {
        let all = Buffer.concat([socket.data.pending, chunk])
        while (all.length >= 4 && all.length >= all.readInt32LE(0)) {
          const size = all.readInt32LE(0)
          socket.write(answer(all.subarray(0, size)))
          all = all.subarray(size)
        }
        socket.data.pending = all
      },
    },
  })
  return { port: server.port, stop: () => server.stop(true) }
}

function answer(request: Buffer): Uint8Array {
  const [id, code] = [request.readInt32LE(4), request.readInt32LE(12)]
  if (code === QUERY) {
    // flags, cursor (8 bytes), first, how many
    const head = Buffer.alloc(20)
    head.writeInt32LE(1, 16)
    return packed(id, REPLY, [head, BSON.serialize(GREETING)])
  }
  const command = Object.keys(BSON.deserialize(request.subarray(21)))[0] ?? ''
  const said = /^(hello|ismaster|buildInfo)$/i.test(command)
    ? GREETING
    : {
        ok: 0,
        code: 13,
        codeName: 'Unauthorized',
        errmsg: `Command ${command} requires authentication`,
      }
  return packed(id, MESSAGE, [Buffer.alloc(5), BSON.serialize(said)])
}

const GREETING = {
  ok: 1,
  ismaster: true,
  isWritablePrimary: true,
  version: '8.0.0',
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
}

function packed(responseTo: number, code: number, parts: Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(16)
  head.writeInt32LE(16 + parts.reduce((size, part) => size + part.length, 0), 0)
  head.writeInt32LE(1, 4)
  head.writeInt32LE(responseTo, 8)
  head.writeInt32LE(code, 12)
  return Buffer.concat([head, ...parts])
}
