import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { fold } from '../../src/listing/car.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { randomFrom } from '../../src/stream/random.ts'
import type {
  LedgerReport,
  TransactionQuery,
  TransactionStore,
} from '../../src/transactions/store.ts'
import { momentOf, type Transaction } from '../../src/transactions/transaction.ts'
import { aCar, publish } from '../support/cars.ts'
import { aTransaction, NOON, numbered } from '../support/transactions.ts'

const P0 = 'forecourt.transactions/0'
const P1 = 'forecourt.transactions/1'

/** What every TransactionStore must do, whatever its engine. */
export function transactionContract(name: string, open: () => Promise<Stores>) {
  describe(`TransactionStore on ${name}`, () => {
    const opened: Stores[] = []
    let stores: Stores
    let store: TransactionStore
    beforeEach(async () => {
      stores = await open()
      opened.push(stores)
      store = stores.transactions
    })
    afterAll(async () => {
      for (const each of opened) await each.close()
    })

    const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)
    const apply = (transactions: Transaction[], from = 0, partition = P0) =>
      store.apply(partition, numbered(transactions, from), from + transactions.length)

    test('an empty one answers with nothing', async () => {
      expect(await store.list({ limit: 5 })).toEqual({ items: [], before: false, after: false })
      expect(await store.positions()).toEqual(new Map())
      expect(await store.minutes(0)).toEqual([])
      expect((await store.totals()).sale).toEqual({ count: 0, amount: 0 })
      expect(await store.ofCars(['none'])).toEqual([])
    })

    test('what is applied twice is there once, in the sums too', async () => {
      const sale = aTransaction('sale', { price: 500_000 })
      const cut = aTransaction('price_change', { ms: 5, price: 690_000, price_before: 700_000 })
      expect(await apply([cut, sale])).toEqual({ applied: 2, repeated: 0 })
      expect(await apply([cut, sale])).toEqual({ applied: 0, repeated: 2 })
      const later = aTransaction('reservation', { ms: 90_000, price: 300_000 })
      // One batch holds one id twice, beside one that is there and one that is new.
      expect(await apply([sale, later, later], 2)).toEqual({ applied: 1, repeated: 2 })
      expect(await store.totals()).toEqual({
        sale: { count: 1, amount: 500_000 },
        price_change: { count: 1, amount: -10_000 },
        reservation: { count: 1, amount: 300_000 },
        cancellation: { count: 0, amount: 0 },
      })
      expect(await store.minutes(NOON)).toEqual([
        { minute: NOON, kind: 'price_change', count: 1, amount: -10_000 },
        { minute: NOON, kind: 'sale', count: 1, amount: 500_000 },
        { minute: NOON + 60_000, kind: 'reservation', count: 1, amount: 300_000 },
      ])
      expect(await store.minutes(NOON + 60_000)).toHaveLength(1)
      expect(await store.positions()).toEqual(new Map([[P0, 5]]))
    })

    test('is kept whole, with where it came from', async () => {
      const given = aTransaction('reservation', { title: 'Škoda "Octavia" ₹', listed_at: null })
      await apply([given], 41, P1)
      const { items } = await store.list({ limit: 1 })
      expect(items).toEqual([
        { ...given, partition: P1, offset: 41, received_at: expect.any(String) },
      ])
    })

    test('is listed newest first, whatever the order in which it came, both ways', async () => {
      const all = [3, 1, 4, 2, 5].map((ms) => aTransaction('sale', { ms, car_id: `car-${ms}` }))
      await apply(all)
      const newest = ids(all.toSorted((a, b) => (a.id < b.id ? 1 : -1)))
      const first = await store.list({ limit: 2 })
      expect([ids(first.items), first.before, first.after]).toEqual([
        newest.slice(0, 2),
        false,
        true,
      ])
      const next = await store.list({ limit: 2, at: { towards: 'next', id: newest[1] ?? '' } })
      expect([ids(next.items), next.before, next.after]).toEqual([newest.slice(2, 4), true, true])
      const back = await store.list({ limit: 2, at: { towards: 'prev', id: newest[2] ?? '' } })
      expect([ids(back.items), back.before, back.after]).toEqual([newest.slice(0, 2), false, true])
      const last = await store.list({ limit: 2, at: { towards: 'next', id: newest[3] ?? '' } })
      expect([ids(last.items), last.after]).toEqual([newest.slice(4), false])
    })

    test('is found by car, brand, kind and time', async () => {
      const honda = aTransaction('sale', { ms: 1 })
      const skoda = aTransaction('reservation', { ms: 2, brand: 'Škoda', car_id: 'skoda-1' })
      const cut = aTransaction('price_change', { ms: 3, brand: 'ŠKODA', car_id: 'skoda-2' })
      await apply([honda, skoda, cut])
      const found = async (query: Omit<TransactionQuery, 'limit'>) => {
        const { items } = await store.list({ limit: 9, ...query })
        expect(await store.count(query)).toBe(items.length)
        return ids(items)
      }
      expect(await found({ car: ['skoda-1', 'nobody'] })).toEqual([skoda.id])
      expect(await found({ brand: ['skoda'] })).toEqual([cut.id, skoda.id])
      expect(await found({ kind: ['sale', 'price_change'] })).toEqual([cut.id, honda.id])
      expect(await found({ brand: ['škoda'], kind: ['sale'] })).toEqual([])
      expect(await found({ from: NOON + 2 })).toEqual([cut.id, skoda.id])
      expect(await found({ to: NOON + 2 })).toEqual([honda.id])
      expect(await found({ from: NOON + 1, to: NOON + 2 })).toEqual([honda.id])
      expect(await found({ car: ["' OR 1=1 --", '$ne'] })).toEqual([])
      expect(ids(await store.ofCars(['skoda-2', '2019-honda-city-1']))).toEqual([honda.id, cut.id])
    })

    test('is listed and counted as a plain search does it, whatever is asked', async () => {
      const random = randomFrom(1)
      const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
      const all = Array.from({ length: 300 }, (_, at) => {
        // Minutes without anything between, and brands and kinds that are rare.
        const ms = Math.floor(random() * 4) * 150_000 + Math.floor(random() * 70_000)
        const brand = at % 40 === 0 ? 'Škoda' : pick(['Honda', 'Tata'])
        return aTransaction(at % 25 === 0 ? 'cancellation' : pick(['sale', 'reservation']), {
          ...{ ms, brand, car_id: `car-${at % 50}` },
        })
      })
      await apply(all.slice(0, 200))
      await apply(all.slice(150), 150, P1)
      const newest = all.toSorted((a, b) => (a.id < b.id ? 1 : -1))
      const maybe = <T>(value: T, name: string) => (random() < 0.5 ? { [name]: value } : {})
      for (let n = 0; n < 200; n++) {
        const from = NOON + Math.floor(random() * 600_000)
        const filter: Omit<TransactionQuery, 'limit' | 'at'> = {
          ...maybe([pick(['skoda', 'honda']), ...(random() < 0.3 ? ['TATA'] : [])], 'brand'),
          ...maybe([pick(['sale', 'cancellation', 'price_change'])], 'kind'),
          ...maybe(from, 'from'),
          ...maybe(from + pick([1, 60_000, 100_000, 400_000]), 'to'),
          ...(random() < 0.1 && { car: ['car-0', 'car-7'] }),
        }
        const fits = newest.filter(
          ({ id, brand, kind, car_id }) =>
            (!filter.brand || filter.brand.map(fold).includes(fold(brand))) &&
            (!filter.kind || filter.kind.includes(kind)) &&
            (!filter.car || filter.car.includes(car_id)) &&
            momentOf(id) >= (filter.from ?? 0) &&
            momentOf(id) < (filter.to ?? Number.MAX_SAFE_INTEGER),
        )
        const limit = pick([1, 3, 30])
        const at = { towards: pick(['next', 'prev'] as const), id: pick(newest).id }
        const isNewer = at.towards === 'prev'
        const beyond = fits.filter(({ id }) => (isNewer ? id > at.id : id < at.id))
        const page = isNewer ? beyond.slice(-limit) : beyond.slice(0, limit)
        expect([filter, await store.count(filter)]).toEqual([filter, fits.length])
        expect([filter, ids((await store.list({ ...filter, limit })).items)]).toEqual([
          filter,
          ids(fits.slice(0, limit)),
        ])
        const found = await store.list({ ...filter, limit, at })
        const more = isNewer ? found.before : found.after
        expect([filter, at, ids(found.items), more]).toEqual([
          ...[filter, at, ids(page)],
          beyond.length > limit,
        ])
      }
    })

    test('since a mark: all that came, once, from whichever partition and however late', async () => {
      await apply([aTransaction('sale')])
      let { items, mark } = await store.since(null, 10)
      expect(items).toEqual([])
      const first = aTransaction('sale', { ms: 50 })
      await apply([first], 7, P1)
      const older = [1, 2, 3].map((ms) => aTransaction('sale', { ms }))
      await apply(older, 1)
      const seen: string[] = []
      do {
        ;({ items, mark } = await store.since(mark, 2))
        seen.push(...ids(items))
      } while (items.length > 0)
      expect(seen.toSorted()).toEqual(ids([first, ...older]).toSorted())
      expect(seen.filter((id) => id !== first.id)).toEqual(ids(older))
    })

    test('a mark that is none is read as the beginning, and breaks nothing', async () => {
      await apply([aTransaction('sale')])
      for (const mark of ['', 'x', '-1', '{}', '1;DROP TABLE transactions']) {
        expect((await store.since(mark, 10)).items).toHaveLength(1)
      }
    })

    test('sold fastest and cut most', async () => {
      const sold = (ms: number, after: number | null) =>
        aTransaction('sale', {
          ms,
          listed_at: after === null ? null : new Date(NOON + ms - after).toISOString(),
        })
      const [slow, quick, unknown] = [sold(1, 9000), sold(2, 50), sold(3, null)]
      const cut = (ms: number, by: number) =>
        aTransaction('price_change', { ms, price: 500_000, price_before: 500_000 + by })
      const [little, much, raised] = [cut(4, 1000), cut(5, 90_000), cut(6, -2000)]
      await apply([slow, quick, unknown, little, much, raised] as Transaction[])
      expect(ids(await store.soldFastest(9))).toEqual(ids([quick, slow]))
      expect(ids(await store.cutMost(9))).toEqual(ids([much, little]))
      expect(await store.cutMost(1)).toHaveLength(1)
    })

    test('forgets what is older than the retention, and its sums with it', async () => {
      await apply([aTransaction('sale', { ms: -120_000 }), aTransaction('sale', { ms: -1 })])
      const kept = aTransaction('sale', { ms: 10 })
      await apply([kept], 2)
      expect(await store.forget(new Date(NOON + 59_000))).toBe(2)
      expect(ids((await store.list({ limit: 9 })).items)).toEqual([kept.id])
      expect((await store.totals()).sale).toEqual({ count: 1, amount: kept.price })
      expect(await store.minutes(0)).toHaveLength(1)
      expect(await store.positions()).toEqual(new Map([[P0, 3]]))
    })

    test('a ledger says how it is, and one that is silent is not heard', async () => {
      const report: LedgerReport = {
        ledger: 'one',
        at: new Date(NOON).toISOString(),
        bus: 'in-process',
        partitions: [{ name: P0, next: 4, end: 9 }],
        applied: 4,
        repeated: 1,
        retries: 0,
        dead: 2,
        rebalances: 0,
        latency: { p50: 3.5, p99: 80 },
        last_failure: { reason: 'not_json', origin: `${P0}@3`, at: new Date(NOON).toISOString() },
      }
      await store.report({ ...report, applied: 1 })
      await store.report(report)
      await store.report({ ...report, ledger: 'two', at: new Date(NOON - 60_000).toISOString() })
      expect(await store.reports(new Date(NOON - 5000))).toEqual([report])
      expect(await store.reports(new Date(NOON - 60_000))).toHaveLength(2)
    })

    test('leaves the snapshot as it was', async () => {
      const snapshot = await publish(stores, 1, [aCar()])
      const car = await stores.cars.find(snapshot, aCar().id)
      await apply([aTransaction('price_change', { price: 1 }), aTransaction('sale', { ms: 1 })])
      expect(await stores.cars.current()).toEqual(snapshot)
      expect(await stores.cars.find(snapshot, aCar().id)).toEqual(car)
    })

    test('two who apply the same messages at once leave each of them once', async () => {
      const all = Array.from({ length: 200 }, (_, ms) =>
        aTransaction('sale', { ms, price: ms + 1 }),
      )
      const halves = [all.slice(0, 150), all.slice(50)]
      const done = await Promise.all([apply(halves[0] ?? []), apply(halves[1] ?? [], 50)])
      expect(done.reduce((sum, { applied }) => sum + applied, 0)).toBe(200)
      expect((await store.totals()).sale).toEqual({ count: 200, amount: 20_100 })
    })
  })
}
