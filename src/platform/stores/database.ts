/** A database that is open: one for all that is kept in it. */
export interface Database {
  /** The engine and what follows from it, in one line without secrets: for the log. */
  about: string
  /** Answers at once when the database does. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** The database cannot be opened. One line: which host, why, what to do; never the password. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}
