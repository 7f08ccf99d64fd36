import { describe, expect, test } from 'bun:test'
import type { StoreSettings, Stores } from '../../src/snapshots/stores.ts'
import { HELD_AT_MOST } from '../../src/snapshots/write.ts'
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

    test('a draft that is held waits out of sight, whatever is published meanwhile, and is then published whole', async () => {
      const other = await open()
      const before = await publish(other, 1, [
        aCar({ id: 'stays' }),
        aCar({ id: 'cheaper', price: 500_000 }),
        aCar({ id: 'dearer', price: 500_000 }),
        aCar({ id: 'leaves' }),
      ])
      const details = { as_of: '2024-12-31', content_hash: 'held', model: '{"a":1}' }
      const draft = await other.snapshots.draft(2)
      await draft.write([
        aCar({ id: 'stays' }),
        aCar({ id: 'cheaper', price: 400_000 }),
        aCar({ id: 'dearer', price: 600_000 }),
        aCar({ id: 'comes' }),
      ])
      expect(await draft.compare('held')).toEqual({ new: 1, gone: 1, dearer: 1, cheaper: 1 })
      await draft.hold(details)
      expect(await other.cars.current()).toEqual(before)
      expect(await other.snapshots.held(3)).toBeNull()
      // Another one comes and goes, and one is abandoned.
      await (await other.snapshots.draft(3)).write([aCar({ id: 'lost' })])
      await publish(other, 4, [aCar({ id: 'stays' })])

      const held = await other.snapshots.held(2)
      const request = { filter: {}, sort: 'price', limit: 9 } as const
      const shown = await other.cars.page(held?.snapshot as never, request)
      expect(shown.items.map(({ id }) => id)).toContain('comes')
      const published = await held?.publish(5)
      expect(published).toMatchObject({ version: 3, import_id: 2, cars: 4, estimates: true })
      expect(await other.cars.current()).toEqual(published as never)
      expect(await other.cars.changes(3)).toEqual({ new: 3, gone: 0, price: 0 })
      expect(await other.snapshots.held(2)).toBeNull()
      await other.close()
    })

    test('a held draft that is given up leaves nothing, and no more than a few wait', async () => {
      const other = await open()
      const first = await other.snapshots.draft(1)
      await first.write([aCar()])
      expect(await first.compare('x')).toBeNull()
      for (let id = 1; id <= HELD_AT_MOST + 2; id += 1) {
        const draft = id === 1 ? first : await other.snapshots.draft(id)
        if (id > 1) await draft.write([aCar()])
        await draft.hold({ as_of: '2024-12-31', content_hash: `x${id}`, model: null })
      }
      expect(await other.snapshots.held(2)).toBeNull()
      const held = await other.snapshots.held(4)
      await held?.discard()
      expect(await other.snapshots.held(4)).toBeNull()
      await publish(other, 20, [aCar()])
      await (await other.snapshots.held(HELD_AT_MOST + 2))?.publish(9)
      expect((await other.cars.current())?.version).toBe(2)
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
