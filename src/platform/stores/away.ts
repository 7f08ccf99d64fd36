/** Errors of the driver that mean the server or the way to it, not the question. */
const AWAY =
  /^(DatabaseUnavailable|Mongo(Network|NetworkTimeout|ServerSelection|PoolCleared\w*|PoolClosed|NotConnected|TopologyClosed|WaitQueueTimeout|ServerClosed|ExpiredSession|OperationTimeout)(Error)?)$/
/** A file that is locked for too long, gone, or on a disk that fails */
const SQLITE_AWAY = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY|NOTADB)/
/** MongoDB: shutting down, no primary, not writable, lost the network, refused to wait longer */
const CODES = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** Whether an error says that the database is away: the same question may be answered in a moment. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, code } = error as Error & { code?: unknown }
  if (typeof code === 'string') return SQLITE_AWAY.test(code)
  return AWAY.test(name) || (name.startsWith('Mongo') && CODES.has(Number(code)))
}
