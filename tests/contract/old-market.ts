import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'
import { compare, move } from '../../src/tools/move.ts'
import { publish } from '../support/cars.ts'
import { everything } from '../support/everything.ts'
import { expected } from '../support/market-0.1.0.ts'

/** What was there before there were attributes has none. */
const asToday = <T extends object>(before: T) => ({ ...before, attributes: [] })

/** A market that 0.1.0 made opens with all that it had, answers as it did, and goes on. */
export function oldMarketContract(
  name: string,
  open: () => Promise<string>,
  newOther: () => string,
) {
  describe(`a market of 0.1.0 on ${name}`, () => {
    let stores: Stores
    beforeAll(async () => {
      stores = await openStores(await open())
    })
    afterAll(() => stores.close())

    test('has its imports, and their rejects in the order of the file', async () => {
      const { items } = await stores.imports.list({ limit: 100 })
      expect(items).toEqual(expected.imports)
      for (const { id } of items) {
        const rejects = await stores.imports.rejects(id, { offset: 0, limit: 1000 })
        expect(rejects.items).toEqual(expected.rejects[id])
      }
      expect(items.map(({ status }) => status)).toContain('failed')
    })

    test('has its snapshots, their history and the model of each', async () => {
      const { cars } = stores
      expect(await cars.current()).toEqual(expected.current)
      expect(await cars.snapshots()).toEqual(expected.snapshots)
      const ledger = await stores.archive.snapshots()
      const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest('hex')
      expect(ledger.map((one) => ({ ...one, model: one.model && digest(one.model) }))).toEqual(
        expected.ledger,
      )
      for (const { version } of ledger) {
        expect(await everything(cars.changed(version))).toEqual(expected.changes[version])
      }
      const [{ id }] = expected.changes[3]
      const known = Object.values<{ id: string }[]>(expected.changes).flat()
      expect(await cars.history(id)).toEqual(known.filter((one) => one.id === id) as never)
    })

    test('has its cars with their rows', async () => {
      const found = new Map(
        (await everything(stores.archive.stored(expected.current))).map((car) => [car.id, car]),
      )
      expect(found.size).toBe(expected.current.cars)
      for (const car of expected.cars) expect(found.get(car.id)).toEqual(asToday(car))
    })

    test('answers what 0.1.0 answered', async () => {
      const { cars } = stores
      const { current, answers } = expected
      const ids = async (sort: 'emi' | '-deal') =>
        (await cars.page(current, { filter: {}, sort, limit: 500 })).items.map(({ id }) => id)
      expect(
        await cars.page(current, { filter: { fuel: ['petrol'] }, sort: '-price', limit: 3 }),
      ).toEqual({ ...answers.page, items: answers.page.items.map(asToday) })
      expect(await ids('emi')).toEqual(answers.emi)
      expect(await ids('-deal')).toEqual(answers.deal)
      const facets = ['brand', 'fuel', 'deal', 'price', 'emi', 'year'] as const
      expect(await cars.facets(current, { year_min: 2018 }, facets)).toEqual(
        asToday(answers.facets),
      )
      const byFuel = { of: 'price', by: ['fuel', 'owners'], quantiles: [0.25, 0.5] } as const
      expect(await cars.group(current, {}, byFuel)).toEqual(answers.by_fuel_and_owners)
      const all = { of: 'km', by: [], quantiles: [0.5] } as const
      expect(await cars.group(current, {}, all)).toEqual(answers.all)
      expect(await cars.moments(current, {}, 'price')).toEqual(answers.moments)
      const edges = [0, 300_000, 600_000, 3_000_000]
      expect(await cars.histogram(current, {}, 'price', edges)).toEqual(answers.histogram)
    })

    test('moves to the other engine, and nothing differs', async () => {
      const other = await openStores(newOther())
      await move(stores, other)
      const proofs = await compare(stores, other)
      expect(proofs.map(({ different, named }) => ({ different, named }))).toEqual(
        proofs.map(() => ({ different: 0, named: [] })),
      )
      expect(proofs.map(({ what, count, sha256 }) => ({ what, count, sha256 }))).toEqual(
        expected.proofs,
      )
      await other.close()
    })

    test('goes on: the next snapshot is the next number, and its changes are told', async () => {
      const own = await openStores(await open())
      const cars = await everything(own.archive.stored(expected.current))
      const snapshot = await publish(own, 6, cars.slice(2))
      expect(snapshot.version).toBe(4)
      expect(await own.cars.changes(4)).toEqual({ new: 0, gone: 2, price: 0 })
      const { id: _, ...record } = expected.imports[0]
      expect((await own.imports.create(record)).id).toBe(6)
      await own.close()
    })
  })
}
