import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { childrenOf } from '../../tests/support/children.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import type { Import } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import { IMPORT_LEASE } from './run/recover.ts'
import { allWays, type Outcome, type Way } from './ways.testing.ts'

const { app, ways, kept, close } = await allWays()
afterAll(close)

const CARS = [
  ['Maruti', 'Swift', 2019, 41_000, 500_000],
  ['Honda', 'City', 2020, 22_000, 800_000],
  ['Ford', 'Figo', 2018, 61_000, 390_000],
  ['Hyundai', 'Creta', 2019, 50_000, 510_000],
] as const
const FIELDS = ['brand', 'model', 'year', 'km', 'price']
const bytes = (text: string) => new TextEncoder().encode(text)
/** The first cars, at prices that each way has of its own, so that no way finds its list imported before. */
const carsOf = (way: Way, count: number) =>
  CARS.slice(0, count).map(([brand, model, year, km, price]) => {
    return [brand, model, year, km, price + 1_000 * ways.indexOf(way)]
  })
const pricesOf = (way: Way, count: number) =>
  carsOf(way, count)
    .map((car) => Number(car[4]))
    .toSorted((a, b) => a - b)
/** Those cars as a way wants them written. */
const listOf = (way: Way, count: number) => written(way, carsOf(way, count))
function written({ form }: Way, cars: (string | number)[][]) {
  if (form !== 'ndjson') return bytes(`${[FIELDS, ...cars].map(String).join('\n')}\n`)
  const lines = cars.map((car) => JSON.stringify(Object.fromEntries(car.map(named))))
  return bytes(`${lines.join('\n')}\n`)
}
const named = (value: string | number, at: number) => [FIELDS[at], value]

type Begun = Awaited<ReturnType<Way['begin']>>
async function endedIn(imports: ImportLedger, id: number): Promise<Import> {
  for (;;) {
    const run = await imports.find(id)
    if (run && run.status !== 'running') return run
    await Bun.sleep(5)
  }
}
const ended = async ({ status, id }: Begun): Promise<Outcome> => ({
  status,
  run: id === null ? null : await endedIn(app.stores.imports, id),
})
const imported = async (way: Way, list: Uint8Array<ArrayBuffer>) => {
  await way.put(list)
  return await ended(await way.begin())
}

/** What readers see, and what waits or is left over. */
async function market() {
  const { items } = await (await app.get('/api/cars?sort=price')).json()
  const snapshots = (await app.stores.cars.snapshots()).map(({ version }) => version)
  return { cars: items.map(({ price }: { price: number }) => price), snapshots }
}
/** Does something at the first sign that an import gives of itself. */
function atFirstPulse(what: (id: number) => unknown) {
  const { imports } = app.stores
  const asked = imports.cancellationRequested
  imports.cancellationRequested = async (id) => {
    imports.cancellationRequested = asked
    await what(id)
    return await asked.call(imports, id)
  }
}

describe.each(ways.map((way) => [way.name, way] as const))('%s', (_, way) => {
  test('gives every car, and again changes nothing', async () => {
    // In place of what the way before it left, and so held until somebody has looked at it.
    const first = await imported(way, listOf(way, 3))
    if (first.run?.status === 'held') await app.post(`/api/imports/${first.run.id}/publication`)
    expect((await market()).cars).toEqual(pricesOf(way, 3))
    const before = await market()
    expect(await imported(way, listOf(way, 3))).toMatchObject({ run: { status: 'unchanged' } })
    expect(await market()).toEqual(before)
  })

  /** Nothing of it is seen, nothing of it waits, and nothing holds the next one up. */
  const nothing = (bring: () => Promise<Outcome>) => async () => {
    const before = await market()
    const { status, run } = await bring()
    expect(
      run === null ? status >= 400 || status === 200 || status === 201 : run.error,
    ).toBeTruthy()
    if (run) {
      expect(run.status).toBe('failed')
      expect(await app.stores.snapshots.held(run.id)).toBeNull()
    }
    expect(await market()).toEqual(before)
    expect(await imported(way, listOf(way, 3))).toMatchObject({ run: { status: 'unchanged' } })
  }

  test(
    'of nothing imports nothing',
    nothing(() => imported(way, bytes(''))),
  )
  test(
    'of a header imports nothing',
    nothing(() => imported(way, bytes('brand,model,year,km,price\n'))),
  )
  // What cannot happen to a way is no test of it.
  const canBePacked = way.form !== 'ndjson' && way.name !== 'a list that is pasted'
  if (canBePacked)
    test(
      'of half an archive imports nothing',
      nothing(() => {
        const rows = Array.from(
          { length: 3_000 },
          (_, n) => `Fiat,Punto ${n},2018,${n * 7},${400_000 + n}`,
        )
        const whole = gzipSync(bytes(`brand,model,year,km,price\n${rows.join('\n')}\n`))
        return imported(way, new Uint8Array(whole.subarray(0, whole.length / 2)))
      }),
    )
  const { breaksOff, most } = way
  if (breaksOff)
    test(
      'that breaks off imports nothing, and leaves nothing',
      nothing(async () => {
        const before = await kept()
        const outcome = await ended(await breaksOff(listOf(way, 4)))
        expect(outcome.run).toBeNull()
        expect(await kept()).toEqual(before)
        return outcome
      }),
    )
  if (most !== null)
    test(
      'of more than is taken imports nothing, and leaves nothing',
      nothing(async () => {
        const list = new Uint8Array(most + 100_000).fill(0x20)
        list.set(listOf(way, 4))
        list[list.length - 1] = 0x0a
        const before = (await kept()).filter((path) => path.includes('part'))
        const outcome = await imported(way, list)
        expect((await kept()).filter((path) => path.includes('part'))).toEqual(before)
        return outcome
      }),
    )

  test('that is cancelled imports nothing', async () => {
    const before = await market()
    atFirstPulse((id) => app.post(`/api/imports/${id}/cancellation`))
    expect(await imported(way, listOf(way, 4))).toMatchObject({ run: { status: 'cancelled' } })
    expect(await market()).toEqual(before)
    expect(await imported(way, listOf(way, 3))).toMatchObject({ run: { status: 'unchanged' } })
  })

  test('that changes as it is read is imported as it was, or not at all', async () => {
    const before = await market()
    atFirstPulse(() => way.put(listOf(way, 2)))
    const { run } = await imported(way, listOf(way, 4))
    if (way.copies) {
      expect(run).toMatchObject({ status: 'published' })
      expect((await market()).cars).toEqual(pricesOf(way, 4))
    } else {
      expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining('changed') })
      expect(await market()).toEqual(before)
    }
  })
})

describe('whoever kills it, by whichever way it came', async () => {
  const disk = temporaryFolder()
  const url = `sqlite:${join(disk.path, 'market.db')}`
  const killed = await allWays({ DATABASE_URL: url })
  afterAll(async () => {
    await killed.close()
    disk.remove()
  })

  test.each(killed.ways.map((way) => [way.name, way] as const))(
    '%s leaves nothing',
    async (_, way) => {
      const { imports, snapshots, cars } = killed.app.stores
      const rows = Array.from({ length: 1_500 }, (_, n) => [
        'Fiat',
        `Punto ${n % 9}`,
        2018,
        20_000 + n * 7,
        400_000 + n,
      ])
      await way.put(written(way, rows))
      const id = (await way.begin()).id ?? 0
      for (;;) {
        const { status, progress } = (await imports.find(id)) ?? {}
        expect(status).toBe('running')
        if ((progress?.total_bytes ?? 0) > 0) break
        await Bun.sleep(5)
      }
      for (const child of childrenOf(process.pid, 'import-process')) process.kill(child, 'SIGKILL')
      const run = await endedIn(imports, id)
      expect(run).toMatchObject({ status: 'failed', snapshot: null })
      expect(await snapshots.held(id)).toBeNull()
      expect(await cars.current()).toBeNull()
      // Whoever watched it gives the lease back, and the next one begins.
      let lease = await imports.lease(IMPORT_LEASE, 1_000)
      while (lease === null) {
        await Bun.sleep(5)
        lease = await imports.lease(IMPORT_LEASE, 1_000)
      }
      await lease.release()
    },
    30_000,
  )
})
