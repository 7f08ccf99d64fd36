import type { CommandOperationOptions, Db, MongoClient, ReadConcern } from 'mongodb'
import { DatabaseUnavailable } from './database.ts'

/** What the server at the other end is and has; where it has more than every server, the log says so. */
export type Features = {
  version: string
  /** null: a single server */
  replicaSet: string | null
  sharded: boolean
  explain: boolean
  percentile: boolean
}

export type Mongo = {
  db: Db
  /** As it was given, with its password: for another connection, never to be shown. */
  url: string
  features: Features
  /** The server and what follows from it, in one line without secrets. */
  about: string
  close(): Promise<void>
}

/** What a URL that states nothing else gets. Times in ms. */
const DEFAULTS = {
  appName: 'forecourt',
  maxPoolSize: 20,
  connectTimeoutMS: 5000,
  serverSelectionTimeoutMS: 5000,
  waitQueueTimeoutMS: 10_000,
  // timeoutMS does nothing since driver 7.8, and before it could hand one user's answer to another.
  socketTimeoutMS: 60_000,
}
/** For index builds and whole passes, which say nothing for as long as the market is large. */
export const WITHOUT_TIMEOUT: CommandOperationOptions & { socketTimeoutMS: number } = {
  socketTimeoutMS: 0,
}
const DEFAULT_DATABASE = 'forecourt'

const URL_PARTS = /^(mongodb(?:\+srv)?:\/\/)(?:(.*)@)?([^/?@]+)(?:\/([^?]*))?(?:\?(.*))?$/s

export const isMongoUrl = (url: string) => /^mongodb(\+srv)?:\/\//.test(url)

/** A database URL that may be shown: without password, and without options, which can hold secrets too. */
export function redactUrl(url: string): string {
  if (url.startsWith('sqlite:')) return url
  const [, scheme = '', rest = ''] = url.match(/^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is) ?? []
  const parts = rest.split('@')
  const [hosts = ''] = (parts.at(-1) ?? '').split('?')
  // What stands where a port belongs is the password of a URL whose host was forgotten.
  const place = hosts.replace(/(^|,)([^,:[\]/]+):(?!\d+(?:[,/]|$))[^,/]*/g, '$1$2:***')
  if (parts.length === 1) return `${scheme}${place}`
  const [user = '', ...secret] = (parts[0] ?? '').split(':')
  // An unescaped @ in a password: where it begins and ends cannot be told.
  if (parts.length > 2) return `${scheme}***@${place}`
  return `${scheme}${user}${secret.length > 0 ? ':***' : ''}@${place}`
}

/** The URL with options that it does not state itself. */
export function withOptions(
  url: string,
  options: Record<string, string | number | undefined>,
): string {
  const [, scheme, credentials, hosts, database = '', query = ''] = url.match(URL_PARTS) ?? []
  if (hosts === undefined) return url
  const stated = new Set(query.split('&').map((pair) => pair.split('=')[0]?.toLowerCase()))
  const added = Object.entries(options)
    .filter(([name, value]) => value !== undefined && !stated.has(name.toLowerCase()))
    .map(([name, value]) => `${name}=${value}`)
  const all = [...(query === '' ? [] : [query]), ...added].join('&')
  const at = credentials === undefined ? '' : `${credentials}@`
  return `${scheme}${at}${hosts}/${database}${all === '' ? '' : `?${all}`}`
}

/**
 * Opens the one client that a process has, and finds out what the server can do.
 * @throws DatabaseUnavailable within the URL's serverSelectionTimeoutMS (5 s where it states none)
 */
export async function openMongo(url: string): Promise<Mongo> {
  // Only who asks for MongoDB pays for loading its driver.
  const { MongoClient, ReadConcern } = await import('mongodb')
  let client: MongoClient | undefined
  try {
    client = new MongoClient(withOptions(url, DEFAULTS))
    await client.connect()
    return await describe(client, url, new ReadConcern('majority'))
  } catch (error) {
    await client?.close().catch(() => {})
    throw unavailable(error, url)
  }
}

/*
 * Reads and writes are of the majority where there is a replica set: what a reader was shown, and what an importer
 * was told is published, then survives the loss of the primary. A single server acknowledges once the write is in
 * its journal, so that it survives a kill. Reads go to the primary: a page must not be older than the link to it.
 */
async function describe(client: MongoClient, url: string, majority: ReadConcern): Promise<Mongo> {
  const name = url.match(URL_PARTS)?.[4] || DEFAULT_DATABASE
  const admin = client.db('admin')
  const hello = await admin.command({ hello: 1 })
  const build = await admin
    .command({ buildInfo: 1 })
    .catch(() => ({ version: 'of an unknown version' }))
  const plain = client.db(name)
  const can = (command: Record<string, unknown>) =>
    plain.command(command).then(
      () => true,
      () => false,
    )
  // Who may say hello need not be let in: an address without a user is refused here, not on the first page.
  await plain.collection('pointers').findOne({})
  const [explain, percentile] = await Promise.all([
    can({ explain: { find: 'pointers', filter: {} }, verbosity: 'queryPlanner' }),
    can({
      aggregate: 'pointers',
      pipeline: [
        {
          $group: {
            _id: null,
            p: { $percentile: { input: '$version', p: [0.5], method: 'approximate' } },
          },
        },
      ],
      cursor: {},
    }),
  ])
  const features: Features = {
    version: String(build.version),
    replicaSet: typeof hello.setName === 'string' ? hello.setName : null,
    sharded: hello.msg === 'isdbgrid',
    explain,
    percentile,
  }
  const many = features.replicaSet !== null || features.sharded
  const db = many
    ? client.db(name, { readConcern: majority, writeConcern: { w: 'majority' } })
    : client.db(name, { writeConcern: { w: 1, journal: true } })
  return { db, url, features, about: inWords(features, url), close: () => client.close() }
}

function inWords({ version, replicaSet, sharded, explain, percentile }: Features, url: string) {
  const shape = sharded
    ? 'sharded cluster'
    : replicaSet
      ? `replica set ${replicaSet}`
      : 'one server'
  const durable =
    sharded || replicaSet ? 'majority reads and writes' : 'writes acknowledged by the journal'
  const plans = explain ? 'plans can be explained' : 'plans cannot be explained'
  const quantiles = `quantiles are exact${percentile ? ', so $percentile is not used' : ''}`
  return `MongoDB ${version} at ${hostsOf(url)}: ${shape}, ${durable}; ${plans}; ${quantiles}`
}

const hostsOf = (url: string) => url.match(URL_PARTS)?.[3] ?? redactUrl(url)

function unavailable(error: unknown, url: string): DatabaseUnavailable {
  const { name, message, code } = error as Error & { code?: unknown }
  const [said = ''] = withoutPassword(message, url).split('\n')
  const where = `MongoDB at ${hostsOf(url)}`
  if (message.startsWith('Unable to parse')) {
    return new DatabaseUnavailable(
      `${redactUrl(url)} is not a MongoDB URL: its host or port is wrong`,
    )
  }
  if (/Parse|InvalidArgument|APIError|TypeError/.test(name)) {
    return new DatabaseUnavailable(
      `${redactUrl(url)} is not a MongoDB URL that can be used: ${said}`,
    )
  }
  if (code === 13) {
    const named = url.match(URL_PARTS)?.[2] !== undefined
    return new DatabaseUnavailable(
      named
        ? `${where} does not let this user read (${said}): grant readWrite on the database that DATABASE_URL names`
        : `${where} lets nobody in without a user: write DATABASE_URL as mongodb://USER:PASSWORD@${hostsOf(url)}/…`,
    )
  }
  if (code === 18 || code === 8000 || /auth|sasl/i.test(message)) {
    return new DatabaseUnavailable(
      `${where} refuses the user (${said}): check user, password and authSource in DATABASE_URL`,
    )
  }
  return new DatabaseUnavailable(
    `${where} cannot be reached (${said}): start it, or correct the host, port and TLS options in DATABASE_URL`,
  )
}

function withoutPassword(text: string, url: string): string {
  const password = url.match(URL_PARTS)?.[2]?.replace(/^[^:]*:?/s, '') ?? ''
  const forms = new Set([password, decoded(password)].filter((form) => form !== ''))
  return [...forms].reduce((left, form) => left.replaceAll(form, '***'), text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether a document with this key was there already. The key itself is not in every server's error. */
export const isDuplicate = (error: unknown): boolean =>
  (error as { code?: unknown })?.code === 11000

const PAUSES = [100, 400, 1600]
const NOT_PRIMARY = new Set([6, 7, 89, 91, 189, 9001, 10058, 10107, 11600, 11602, 13435, 13436])

/**
 * Does a write again that failed because of the network or a change of primary, after 0.1, 0.4 and 1.6 s. The driver
 * retries reads everywhere, but writes only on a replica set and only once. `work` must bear being done twice; it
 * hears how often it was tried before.
 */
export async function retrying<T>(work: (before: number) => Promise<T>): Promise<T> {
  for (const [before, pause] of PAUSES.entries()) {
    try {
      return await work(before)
    } catch (error) {
      if (!isTransient(error)) throw error
      await Bun.sleep(pause * (0.5 + Math.random()))
    }
  }
  return work(PAUSES.length)
}

/**
 * Changes what is there, and adds it where nothing is; of two that add at once, one is told that it is there already
 * and changes it. An upsert would be one word, but colliding ones fail or get lost on servers that only speak MongoDB's
 * language. A lost answer may do either twice.
 */
export async function updateOrInsert<T, Added>(
  update: () => Promise<T | null>,
  insert: () => Promise<Added>,
): Promise<T | Added> {
  const found = await retrying(update)
  if (found !== null) return found
  try {
    return await retrying(insert)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  const added = await retrying(update)
  if (added === null) throw new Error('what was added was removed at once')
  return added
}

function isTransient(error: unknown): boolean {
  const { name = '', code } = error as { name?: string; code?: unknown }
  return /^Mongo(Network|PoolCleared|NotPrimary)/.test(name) || NOT_PRIMARY.has(Number(code))
}
