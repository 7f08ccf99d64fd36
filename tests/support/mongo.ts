import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { redactUrl } from '../../src/platform/stores/mongo.ts'
import { ROOT } from './server.ts'

/** Starts the server that CI uses, where there is one. */
const MONGO_UP = join(ROOT, '../shared/tools/mongo-up')
const IMAGE = 'mongo:8'
const FIRST_START = 120_000

export type MongoServer = {
  /** What it is, for whoever reads the output. */
  used: string
  url: string
  /** kill -9 and a new start with the same data; null where that cannot be done */
  crash: (() => Promise<void>) | null
  stop(): Promise<void>
}

/**
 * A MongoDB for the tests: MONGO_URL, else the stand-in of CI, else Docker's official image, else
 * mongodb-memory-server where it is installed. `why` says why there is none.
 */
export async function findMongo(): Promise<{ server: MongoServer | null; why: string }> {
  const tried: string[] = []
  const given = process.env.MONGO_URL
  if (given) return { server: givenServer(given), why: '' }
  tried.push('MONGO_URL is not set')
  for (const find of [standIn, docker, memoryServer]) {
    const found = await find().catch((error: Error) => error.message.split('\n')[0] ?? '')
    if (typeof found !== 'string') return { server: found, why: '' }
    tried.push(found)
  }
  return { server: null, why: tried.join(', ') }
}

/** A URL of the same server with another database. */
export function withDatabase(url: string, database: string): string {
  const [, server, query = ''] =
    url.match(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/) ?? []
  if (server === undefined) throw new Error(`${redactUrl(url)} is not a URL of MongoDB`)
  // Users are kept in admin; without this they would be looked for in the database of the test.
  const source = server.includes('@') && !/authSource=/i.test(query)
  return `${server}/${database}${query}${source ? `${query === '' ? '?' : '&'}authSource=admin` : ''}`
}

/** Databases with names of their own, which go away together. */
export function databasesOn({ url }: MongoServer) {
  const names: string[] = []
  return {
    next(): string {
      const name = `forecourt_test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`
      names.push(name)
      return withDatabase(url, name)
    },
    async drop(): Promise<void> {
      const client = await MongoClient.connect(url)
      for (const name of names) await client.db(name).dropDatabase()
      await client.close()
    },
  }
}

function givenServer(url: string): MongoServer {
  return { used: `MONGO_URL, ${redactUrl(url)}`, url, crash: null, stop: async () => {} }
}

async function standIn(): Promise<MongoServer | string> {
  if (!existsSync(MONGO_UP)) return 'there is no ../shared/tools/mongo-up'
  const env = { ...process.env, MONGO_PORT: String(freePort()) }
  const { said, code } = await run([MONGO_UP, 'start'], env, FIRST_START)
  const url = said.match(/^url=(.+)$/m)?.[1]
  if (code !== 0 || !url) return `mongo-up did not start: ${said.trim().split('\n').at(-1)}`
  const stop = async () => {
    await run([MONGO_UP, 'stop'], env, 30_000)
  }
  return { used: 'the stand-in of ../shared/tools/mongo-up', url, crash: null, stop }
}

async function docker(): Promise<MongoServer | string> {
  const running = await run(['docker', 'info'], process.env, 5000).catch(() => null)
  if (running?.code !== 0) return 'no Docker engine answers'
  const port = freePort()
  const name = `forecourt-test-${port}`
  const started = await run(
    ['docker', 'run', '-d', '--name', name, '-p', `127.0.0.1:${port}:27017`, IMAGE],
    process.env,
    FIRST_START,
  )
  if (started.code !== 0) return `Docker cannot run ${IMAGE}`
  const url = `mongodb://127.0.0.1:${port}/`
  await answering(url)
  return {
    used: `Docker's ${IMAGE}`,
    url,
    async crash() {
      await run(['docker', 'kill', '-s', 'KILL', name], process.env, 30_000)
      await run(['docker', 'start', name], process.env, 30_000)
      await answering(url)
    },
    async stop() {
      await run(['docker', 'rm', '-f', '-v', name], process.env, 30_000)
    },
  }
}

type MemoryServer = { getUri(): string; stop(): Promise<unknown> }

async function memoryServer(): Promise<MongoServer | string> {
  const name = 'mongodb-memory-server'
  const loaded = await import(name).catch(() => null)
  if (loaded === null) return `${name} is not installed`
  const server: MemoryServer = await loaded.MongoMemoryServer.create()
  const stop = async () => {
    await server.stop()
  }
  return { used: name, url: server.getUri(), crash: null, stop }
}

async function answering(url: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 30_000 })
  try {
    await client.db('admin').command({ ping: 1 })
  } finally {
    await client.close()
  }
}

function freePort(): number {
  const listener = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = listener
  listener.stop(true)
  return port
}

async function run(command: string[], env: Record<string, string | undefined>, timeout: number) {
  const child = Bun.spawn(command, { env, stdout: 'pipe', stderr: 'pipe', timeout })
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { said: `${out}${error}`, code: await child.exited }
}
