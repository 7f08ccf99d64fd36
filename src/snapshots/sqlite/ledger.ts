import type { Database } from 'bun:sqlite'
import { Profile } from '../../listing/profile.ts'
import { tellingAway } from '../../platform/stores/away.ts'
import { HOST, isGone } from '../../platform/stores/holder.ts'
import type { Migration } from '../../platform/stores/sqlite.ts'
import type { Import, Reject } from '../import.ts'
import type { ImportLedger, Lease, RejectPage } from '../ledger.ts'

const importTables = `
  CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    status TEXT NOT NULL,
    cancel INTEGER NOT NULL DEFAULT 0,
    record TEXT NOT NULL
  );
  CREATE TABLE rejects (
    import_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    raw TEXT NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    action TEXT NOT NULL,
    file TEXT NOT NULL
  );
  CREATE INDEX rejects_in_order ON rejects (import_id, file, line);
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
`

const settingTable = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`

const profileTable = `
  CREATE TABLE profiles (fingerprint TEXT PRIMARY KEY, profile TEXT NOT NULL) WITHOUT ROWID;
`

export const importMigrations: Migration[] = [
  { name: 'imports', up: importTables },
  // The reason as a value, as JSON; NULL in rows of before.
  { name: 'messages of rejects', up: 'ALTER TABLE rejects ADD COLUMN message TEXT' },
  { name: 'settings', up: settingTable },
  { name: 'profiles', up: profileTable },
]

type Row = { id: number; record: string }
const toImport = (row: Row): Import => ({
  id: row.id,
  ...JSON.parse(row.record),
})

type RejectRow = Omit<Reject, 'message'> & { message: string | null }
const toReject = ({ message, ...row }: RejectRow): Reject => ({
  ...row,
  ...(message !== null && { message: JSON.parse(message) }),
})

export class SqliteImportLedger implements ImportLedger {
  constructor(private readonly db: Database) {}

  async create(record: Omit<Import, 'id'>): Promise<Import> {
    const { lastInsertRowid } = this.db
      .query('INSERT INTO imports (status, record) VALUES (?, ?)')
      .run(record.status, JSON.stringify(record))
    return { ...record, id: Number(lastInsertRowid) }
  }

  async update(id: number, change: Partial<Omit<Import, 'id'>>): Promise<void> {
    this.db
      .transaction(() => {
        const row = this.row(id)
        if (!row) throw new Error(`there is no import ${id}`)
        const { id: _, ...record } = { ...toImport(row), ...change }
        this.db
          .query('UPDATE imports SET status = ?, record = ? WHERE id = ?')
          .run(record.status, JSON.stringify(record), id)
      })
      .immediate()
  }

  async find(id: number): Promise<Import | null> {
    const row = this.row(id)
    return row && toImport(row)
  }

  async list({ limit, before }: { limit: number; before?: number }) {
    const rows = this.db
      .query<Row, [number, number]>(
        'SELECT id, record FROM imports WHERE id < ? ORDER BY id DESC LIMIT ?',
      )
      .all(before ?? Number.MAX_SAFE_INTEGER, limit)
    const { n } = this.db.query<{ n: number }, []>('SELECT COUNT(*) AS n FROM imports').get() ?? {
      n: 0,
    }
    return { items: rows.map(toImport), total: n }
  }

  async unfinished(): Promise<Import[]> {
    return this.db
      .query<Row, []>(
        `SELECT id, record FROM imports WHERE status IN ('queued', 'running') ORDER BY id`,
      )
      .all()
      .map(toImport)
  }

  async keepRejects(id: number, rejects: Reject[]): Promise<void> {
    const insert = this.db.query('INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.db.transaction(() => {
      for (const { line, raw, rule, reason, action, file, message } of rejects) {
        const stored = message ? JSON.stringify(message) : null
        insert.run(id, line, raw, rule, reason, action, file, stored)
      }
    })()
  }

  async rejects(id: number, request: { offset: number; limit: number }): Promise<RejectPage> {
    const items = this.db
      .query<RejectRow, [number, number, number]>(
        `SELECT line, raw, rule, reason, action, file, message FROM rejects WHERE import_id = ?
         ORDER BY file, line, rowid LIMIT ? OFFSET ?`,
      )
      .all(id, request.limit, request.offset)
    const { n } = this.db
      .query<{ n: number }, [number]>('SELECT COUNT(*) AS n FROM rejects WHERE import_id = ?')
      .get(id) ?? { n: 0 }
    return { items: items.map(toReject), total: n }
  }

  async requestCancellation(id: number): Promise<boolean> {
    return (
      this.db
        .query(`UPDATE imports SET cancel = 1 WHERE id = ? AND status IN ('queued', 'running')`)
        .run(id).changes === 1
    )
  }

  async cancellationRequested(id: number): Promise<boolean> {
    const row = this.db
      .query<{ cancel: number }, [number]>('SELECT cancel FROM imports WHERE id = ?')
      .get(id)
    return row?.cancel === 1
  }

  async readSetting(name: string): Promise<string | null> {
    const row = this.db
      .query<{ value: string }, [string]>('SELECT value FROM settings WHERE name = ?')
      .get(name)
    return row?.value ?? null
  }

  async writeSetting(name: string, value: string): Promise<string> {
    this.db.query('INSERT OR IGNORE INTO settings VALUES (?, ?)').run(name, value)
    return (await this.readSetting(name)) ?? value
  }

  async replaceSetting(name: string, value: string): Promise<void> {
    this.db.query('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, value)
  }

  async profile(fingerprint: string): Promise<Profile | null> {
    const row = this.db
      .query<{ profile: string }, [string]>('SELECT profile FROM profiles WHERE fingerprint = ?')
      .get(fingerprint)
    return row && Profile.parse(JSON.parse(row.profile))
  }

  async profiles(): Promise<Profile[]> {
    const rows = this.db
      .query<{ profile: string }, []>('SELECT profile FROM profiles ORDER BY fingerprint')
      .all()
    return rows.map(({ profile }) => Profile.parse(JSON.parse(profile)))
  }

  async keepProfile(profile: Profile): Promise<void> {
    this.db
      .query('INSERT OR REPLACE INTO profiles VALUES (?, ?)')
      .run(profile.fingerprint, JSON.stringify(profile))
  }

  async lease(name: string, ttl: number): Promise<Lease | null> {
    const holder = crypto.randomUUID()
    const take = this.db.transaction(() => {
      const held = this.db
        .query<{ host: string; pid: number; expires_at: number }, [string]>(
          'SELECT host, pid, expires_at FROM leases WHERE name = ?',
        )
        .get(name)
      if (held && held.expires_at > Date.now() && !isGone(held)) return false
      this.db
        .query('INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)')
        .run(name, holder, HOST, process.pid, Date.now() + ttl)
      return true
    })
    return take.immediate() ? this.heldLease(name, holder, ttl) : null
  }

  heldLease(name: string, holder: string, ttl: number): Lease {
    return tellingAway({
      holder,
      renew: async () =>
        this.db
          .query('UPDATE leases SET expires_at = ? WHERE name = ? AND holder = ?')
          .run(Date.now() + ttl, name, holder).changes === 1,
      release: async () => {
        this.db.query('DELETE FROM leases WHERE name = ? AND holder = ?').run(name, holder)
      },
    })
  }

  private row(id: number): Row | null {
    return this.db.query<Row, [number]>('SELECT id, record FROM imports WHERE id = ?').get(id)
  }
}
