import { describe, expect, test } from 'bun:test'
import type { Stores } from '../../src/snapshots/stores.ts'
import { openStores } from '../../src/stores.ts'
import { compare, move } from '../../src/tools/move.ts'
import { aMarket, publish } from '../support/cars.ts'
import { anImport } from '../support/imports.ts'
import { ROOT } from '../support/server.ts'

/** A market moves from one engine to the other and back, and what the proof says is true. */
export function migrationContract(newSqlite: () => string, newMongo: () => string) {
  describe('a migration', () => {
    const run = async (...args: string[]) => {
      const child = Bun.spawn([process.execPath, 'src/tools/migrate.ts', ...args], {
        cwd: ROOT,
        env: { PATH: process.env.PATH },
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const [out, error] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
      ])
      return { code: await child.exited, out, error }
    }
    const filled = async (url: string) => {
      const stores = await openStores(url)
      const market = aMarket(1300)
      for (let id = 1; id <= 4; id++) {
        const { id: _, ...record } = anImport({ source: `${id}.csv` })
        await stores.imports.create(record)
        await publish(stores, id, market.slice(id * 10, 1200 + id * 10), 3)
      }
      const reject = { line: 3, raw: 'a,"b\n₹', rule: 'r', reason: 'R', file: 'a.csv' } as const
      await stores.imports.keepRejects(2, [
        { ...reject, action: 'reject' },
        { ...reject, action: 'drop' },
      ])
      await stores.close()
      return url
    }
    const summary = (out: string) => out.replace(/^(equal\s+[a-z ]+)\d*:/gm, '$1:')

    test('there and back again leaves nothing different', async () => {
      const [sqlite, mongo, back] = [await filled(newSqlite()), newMongo(), newSqlite()]
      const there = await run(sqlite, mongo)
      expect(there.error).toContain('snapshot 1: removed')
      expect(there.out.split('\n').at(-2)).toBe('nothing differs')
      expect(there.code).toBe(0)
      const again = await run(mongo, back)
      expect(summary(again.out)).toBe(summary(there.out))
      expect(again.out).toBe(there.out)
    })

    test('into a database that is not empty only by force, which says what it erases', async () => {
      const [from, to] = [await filled(newMongo()), await filled(newSqlite())]
      const refused = await run(from, to)
      expect(refused.code).toBe(1)
      expect(refused.error).toContain('holds 4 snapshots and 4 imports')
      const forced = await run(from, to, '--force')
      expect(forced.error).toContain('4 snapshots and 4 imports in')
      expect(forced.code).toBe(0)
    })

    test('the proof names what differs', async () => {
      const [from, to] = [await openStores(await filled(newSqlite())), await openStores(newMongo())]
      await move(from, altered(to))
      const proofs = await compare(from, to)
      const different = proofs.filter((proof) => proof.different > 0)
      expect(different.map(({ what, different, named }) => [what, different, named[0]])).toEqual(
        [
          ['cars of snapshot 3', 1, `car ${ALTERED}`],
          ['cars of snapshot 4', 1, `car ${ALTERED}`],
          ['cars of snapshot 2', 1, `car ${ALTERED}`],
        ].sort() as [string, number, string][],
      )
      await from.close()
      await to.close()
    })

    test('wrong usage is told apart from a failure', async () => {
      expect((await run('sqlite:a.db')).code).toBe(2)
      expect((await run('sqlite:a.db', 'sqlite:a.db')).code).toBe(2)
      expect((await run('postgres://h', 'sqlite:a.db')).code).toBe(2)
      expect((await run('sqlite:/nowhere/a.db', 'sqlite::memory:')).code).toBe(1)
    })
  })
}

const ALTERED = aMarket(60)[55]?.id

/** A market that keeps one car wrongly. */
function altered(stores: Stores): Stores {
  const { archive } = stores
  return {
    ...stores,
    archive: {
      ...archive,
      restoreSnapshot(record, batches, changes) {
        const wrong = async function* () {
          for await (const batch of batches) {
            yield batch.map((car) => (car.id === ALTERED ? { ...car, km: car.km + 1 } : car))
          }
        }
        return archive.restoreSnapshot(record, wrong(), changes)
      },
    },
  }
}
