import { describe, expect, test } from 'bun:test'
import type { StoreSettings, Stores } from '../../src/snapshots/stores.ts'
import { aCar, aMarket, publish } from '../support/cars.ts'
import { everything } from '../support/everything.ts'

/** What every SnapshotWriter must do, whatever its engine. */
export function writerContract(name: string, open: (settings?: StoreSettings) => Promise<Stores>) {
  describe(`SnapshotWriter on ${name}`, () => {
    const market = aMarket(20)

    test('a draft is invisible until it is published, and a discarded one leaves nothing', async () => {
      const other = await open()
      expect(await other.cars.current()).toBeNull()
      const draft = await other.snapshots.draft(1)
      await draft.write([aCar()])
      expect(await other.cars.current()).toBeNull()
      await draft.discard()
      expect(await other.cars.current()).toBeNull()

      const first = await publish(other, 2, [aCar()])
      expect(first).toMatchObject({ version: 1, import_id: 2, cars: 1, as_of: '2024-12-31' })
      expect(await other.cars.current()).toEqual(first)
      const abandoned = await other.snapshots.draft(3)
      await abandoned.write([aCar({ id: 'half' })])
      expect(await other.cars.find(first, 'half')).toBeNull()
      const second = await publish(other, 4, [aCar({ id: 'whole' })])
      expect(second.version).toBe(2)
      expect((await other.cars.page(second, { filter: {}, sort: 'price', limit: 9 })).total).toBe(1)
      await other.close()
    })

    test('what changed is known from the second snapshot on; an old one stays readable while it is kept', async () => {
      const other = await open()
      const first = await publish(other, 1, [
        aCar({ id: 'stays' }),
        aCar({ id: 'cheaper', price: 500_000 }),
        aCar({ id: 'leaves', price: 300_000 }),
      ])
      expect(await other.cars.changes(first.version)).toBeNull()
      const second = await publish(other, 2, [
        aCar({ id: 'stays' }),
        aCar({ id: 'cheaper', price: 450_000 }),
        aCar({ id: 'comes', price: 900_000 }),
      ])
      expect(await other.cars.changes(second.version)).toEqual({ new: 1, gone: 1, price: 1 })
      expect(await other.cars.history('stays')).toEqual([])
      expect(await other.cars.history('cheaper')).toMatchObject([
        { version: 2, kind: 'price', price_before: 500_000, price_after: 450_000 },
      ])
      expect(await other.cars.history('leaves')).toMatchObject([
        { kind: 'gone', price_before: 300_000, price_after: null },
      ])
      expect(await other.cars.history('comes')).toMatchObject([
        { kind: 'new', price_before: null, price_after: 900_000 },
      ])
      expect((await other.cars.find(first, 'leaves'))?.price).toBe(300_000)

      await publish(other, 3, [aCar()], 2)
      expect((await other.cars.snapshots()).map(({ version }) => version)).toEqual([3, 2])
      await other.close()
    })

    test('a removed snapshot is no longer listed, but whoever reads it can finish', async () => {
      const other = await open({ grace: 60_000 })
      const first = await publish(other, 1, market.slice(0, 20))
      await publish(other, 2, [aCar()], 1)
      await publish(other, 3, [aCar()], 1)
      expect((await other.cars.snapshots()).map(({ version }) => version)).toEqual([3])
      expect(await other.cars.readable(first.version)).toEqual(first)
      expect(await everything(other.cars.scan(first, {}))).toHaveLength(20)
      expect(await other.cars.readable(99)).toBeNull()
      await other.close()
    })

    test('after the grace time its cars go, and a reader who is too late hears it', async () => {
      const other = await open({ grace: 0 })
      const first = await publish(other, 1, market.slice(0, 20))
      await publish(other, 2, [aCar()], 1)
      await Bun.sleep(5)
      const third = await publish(other, 3, [aCar()], 2)
      expect((await other.cars.snapshots()).map(({ version }) => version)).toEqual([3, 2])
      expect(await other.cars.readable(first.version)).toBeNull()
      expect(everything(other.cars.scan(first, {}))).rejects.toThrow()
      expect(await everything(other.cars.scan(third, {}))).toHaveLength(1)
      await other.close()
    })

    test('a discarded draft takes nothing away from what it published', async () => {
      const other = await open()
      const draft = await other.snapshots.draft(1)
      await draft.write([aCar()])
      const details = { as_of: '2024-12-31', content_hash: 'hash', keep: 5, model: null }
      const snapshot = await draft.publish(details)
      await draft.discard()
      expect(await everything(other.cars.scan(snapshot, {}))).toHaveLength(1)
      await other.close()
    })
  })
}
