import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../platform/stores/sqlite.ts'
import { openStores } from '../open.ts'
import { carTables, estimateColumns } from './car-store.ts'
import { importTables } from './import-store.ts'

test('rejects of a database of 0.1.0 keep their text, and have no message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-'))
  const path = join(folder, 'old.db')
  const row = { line: 2, raw: 'a,b', rule: 'price-missing', reason: 'Price is blank' }
  const reject = { ...row, action: 'drop', file: 'a.csv' } as const
  try {
    const old = openSqlite(path, [carTables, importTables, estimateColumns])
    old.query('INSERT INTO rejects VALUES (1, ?, ?, ?, ?, ?, ?)').run(...Object.values(reject))
    old.close()
    const stores = await openStores(`sqlite:${path}`)
    expect(await stores.imports.rejects(1, { offset: 0, limit: 9 })).toEqual({
      items: [reject],
      total: 1,
    })
    await stores.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
