/*
 * `mongod` of the image that stands in for MongoDB: its flags --replSet, --keyFile, --port and --dbpath, and its image's
 * variables MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD_FILE. Every other flag is taken and has no effect.
 * JARS is the folder of the server behind.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { type Kept, ReplicaSet, type Session } from './replica-set.ts'
import { answer, cut, read, readReply } from './wire.ts'

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    replSet: { type: 'string' },
    keyFile: { type: 'string' },
    port: { type: 'string', default: '27017' },
    dbpath: { type: 'string', default: '/data/db' },
  },
  strict: false,
})
const port = Number(values.port)
const behindPort = port + 1
const state = `${values.dbpath}/stand-in.json`
const { JARS: jars = '/opt' } = process.env
const { MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD_FILE: file = '' } = process.env
const set = new ReplicaSet(
  load(),
  {
    set: typeof values.replSet === 'string' ? values.replSet : null,
    login: values.keyFile !== undefined || root !== undefined,
  },
  (kept) => {
    writeFileSync(`${state}.new`, JSON.stringify(kept))
    renameSync(`${state}.new`, state)
  },
)
// As the image does: only into a database that is new.
if (root && load().users.length === 0)
  set.addUser(root, readFileSync(file, 'utf8').trim(), ['root'])

const flags = [
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-cp',
  `${jars}/classes:${jars}/lib/*`,
]
const server = Bun.spawn(
  [
    'java',
    ...flags,
    'MongoStandIn',
    '127.0.0.1',
    String(behindPort),
    `${values.dbpath}/standin.mv`,
  ],
  { stdout: 'inherit', stderr: 'inherit' },
)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => server.kill(signal))
await untilItListens()
createServer(serve).listen(port, '0.0.0.0', () => console.log(`a stand-in listens on ${port}`))
process.exit(await server.exited)

function serve(client: Socket): void {
  const session: Session = { loopback: /^(::ffff:)?127\./.test(client.remoteAddress ?? '') }
  /** Questions whose answers are to be added to. */
  const hellos = new Map<number, ReturnType<typeof read>>()
  const behind = connect(behindPort, '127.0.0.1')
  follow(client, (bytes) => {
    const message = read(bytes)
    const own = set.answer(session, message.command)
    if (own) client.write(answer(message, own))
    else {
      if (/^(hello|ismaster)$/i.test(Object.keys(message.command)[0] ?? ''))
        hellos.set(message.id, message)
      behind.write(bytes)
    }
  })
  follow(behind, (bytes) => {
    const asked = hellos.size > 0 ? hellos.get(readReply(bytes).to) : undefined
    if (!asked) return void client.write(bytes)
    hellos.delete(asked.id)
    client.write(answer(asked, set.describe(asked.command, readReply(bytes).document)))
  })
  const end = () => {
    client.destroy()
    behind.destroy()
  }
  for (const socket of [client, behind]) socket.on('close', end).on('error', end)
}

function follow(socket: Socket, take: (bytes: Buffer) => void): void {
  let waiting: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    const { whole, rest } = cut(Buffer.concat([waiting, chunk]))
    waiting = rest
    try {
      for (const bytes of whole) take(bytes)
    } catch (error) {
      console.error(error)
      socket.destroy()
    }
  })
}

async function untilItListens(): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const there = await new Promise((resolve) => {
      const socket = connect(behindPort, '127.0.0.1')
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (there) return
    await Bun.sleep(250)
  }
  throw new Error('the server behind does not listen')
}

function load(): Kept {
  try {
    return JSON.parse(readFileSync(state, 'utf8'))
  } catch {
    return { config: null, users: [] }
  }
}
