/*
 * `mongosh --quiet --eval SCRIPT` of the image that stands in for MongoDB: for probes, whose scripts ask `db.hello()` and
 * end by `quit(CODE)`.
 */
import { connect } from 'node:net'
import { parseArgs } from 'node:util'
import { ask, cut, readReply } from './wire.ts'

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { eval: { type: 'string' }, quiet: { type: 'boolean' } },
})
const hello = await new Promise<Record<string, unknown>>((resolve, reject) => {
  const socket = connect(27_017, '127.0.0.1')
  let said: Buffer = Buffer.alloc(0)
  socket.on('connect', () => socket.write(ask(1, { hello: 1, $db: 'admin' })))
  socket.on('data', (chunk: Buffer) => {
    said = Buffer.concat([said, chunk])
    const [bytes] = cut(said).whole
    if (bytes) resolve(readReply(bytes).document)
  })
  socket.on('error', reject)
})
const quit = (code = 0) => process.exit(code)
new Function('db', 'quit', values.eval ?? '')({ hello: () => hello }, quit)
process.exit(0)
