/** The database is away: the same question may be answered in a moment. Its words name no host. */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway'

  constructor(cause: unknown) {
    super('the database does not answer', { cause })
  }
}

/** Errors of the driver that mean the server or the way to it, not the question. */
const AWAY =
  /^(DatabaseUnavailable|Mongo(Network|NetworkTimeout|ServerSelection|PoolCleared\w*|PoolClosed|NotConnected|TopologyClosed|WaitQueueTimeout|ServerClosed|ExpiredSession|OperationTimeout)(Error)?)$/
/** A file that is locked for too long, gone, damaged, or on a disk that fails */
const SQLITE_AWAY = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY|NOTADB|CORRUPT)/
/** MongoDB: shutting down, no primary, not writable, lost the network, refused to wait longer */
const CODES = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** Whether an error says that the database is away. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, code } = error as Error & { code?: unknown }
  if (error instanceof DatabaseAway) return true
  if (typeof code === 'string') return SQLITE_AWAY.test(code)
  return AWAY.test(name) || (name.startsWith('Mongo') && CODES.has(Number(code)))
}

/** The same thing, whose methods throw DatabaseAway where the database is away, and what they threw otherwise. */
export function tellingAway<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key)
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => told(() => Reflect.apply(method, target, args))
    },
  })
}

function told(call: () => unknown): unknown {
  try {
    const answer = call()
    if (answer instanceof Promise) return answer.catch(tell)
    return isBatches(answer) ? batches(answer) : answer
  } catch (error) {
    return tell(error)
  }
}

async function* batches(all: AsyncIterable<unknown>) {
  try {
    yield* all
  } catch (error) {
    tell(error)
  }
}

const isBatches = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

function tell(error: unknown): never {
  throw isStoreAway(error) && !(error instanceof DatabaseAway) ? new DatabaseAway(error) : error
}
