import { describe, expect, test } from 'bun:test'
import type { Lineage } from '../../src/listing/car.ts'
import type { SnapshotRecord } from '../../src/snapshots/archive.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { aMarket, publish } from '../support/cars.ts'
import { everything } from '../support/everything.ts'
import { anImport } from '../support/imports.ts'

/** What every MarketArchive must do, whatever its engine. */
export function archiveContract(name: string, open: () => Promise<Stores>) {
  describe(`MarketArchive on ${name}`, () => {
    const market = aMarket(40)

    test('the ledger puts a market back as it was, numbers and times included', async () => {
      const [from, to] = [await open(), await open()]
      const [some, others] = [market.slice(0, 30), market.slice(10, 40)]
      for (const [index, cars] of [some, others, some].entries()) {
        await publish(from, index + 3, cars, 2)
      }
      const ledger = await from.archive.snapshots()
      expect(ledger.map(({ version, removed }) => [version, removed])).toEqual([
        [1, true],
        [2, false],
        [3, false],
      ])
      expect(ledger.map(({ changes }) => changes)).toMatchObject([null, { new: 10, gone: 10 }, {}])
      for (const record of ledger) {
        await to.archive.restoreSnapshot(
          record,
          from.archive.stored(record),
          from.cars.changed(record.version),
        )
      }
      expect(await to.archive.snapshots()).toEqual(ledger)
      expect(await to.cars.current()).toEqual(await from.cars.current())
      expect(await to.cars.snapshots()).toEqual(await from.cars.snapshots())
      for (const record of ledger) {
        expect(await everything(to.cars.changed(record.version))).toEqual(
          await everything(from.cars.changed(record.version)),
        )
        if (record.removed) continue
        const cars = await everything(to.archive.stored(record))
        expect(cars).toEqual(await everything(from.archive.stored(record)))
        const written = market.find(({ id }) => id === cars[0]?.id)
        expect(cars[0]?.lineage).toEqual(written?.lineage as Lineage)
      }
      const id = market[35]?.id ?? ''
      expect(await to.cars.history(id)).toEqual(await from.cars.history(id))
      expect((await to.cars.history(id)).map(({ kind }) => kind)).toEqual(['new', 'gone'])

      const [oldest] = ledger as [SnapshotRecord]
      expect(
        to.archive.restoreSnapshot(oldest, from.archive.stored(oldest), from.cars.changed(1)),
      ).rejects.toThrow('before')
      expect((await publish(to, 9, some)).version).toBe(4)
      await to.archive.erase()
      expect(await to.cars.current()).toBeNull()
      expect(await to.archive.snapshots()).toEqual([])
      expect((await publish(to, 1, some)).version).toBe(1)
      expect(await to.cars.history(id)).toEqual([])
      await from.close()
      await to.close()
    })

    test('a record is put back under its number, and later ones are numbered above it', async () => {
      const other = await open()
      const { id: _, ...record } = anImport()
      await other.archive.restoreImport(anImport({ id: 7 }))
      await other.archive.restoreImport(anImport({ id: 3, source: 'older.csv' }))
      expect(await other.imports.find(7)).toEqual(anImport({ id: 7 }))
      expect(other.archive.restoreImport(anImport({ id: 7 }))).rejects.toThrow()
      expect((await other.imports.create(record)).id).toBe(8)
      expect((await other.imports.list({ limit: 9 })).items.map(({ id }) => id)).toEqual([8, 7, 3])
      await other.imports.keepRejects(7, [
        { line: 1, raw: '', rule: 'r', reason: '', action: 'drop', file: 'a.csv' },
      ])
      await other.archive.erase()
      expect(await other.imports.list({ limit: 9 })).toEqual({ items: [], total: 0 })
      expect((await other.imports.rejects(7, { offset: 0, limit: 9 })).total).toBe(0)
      expect((await other.imports.create(record)).id).toBe(1)
      await other.close()
    })
  })
}
