import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { inEnglish, message } from '../../src/platform/language/message.ts'
import type { Import, Reject } from '../../src/snapshots/import.ts'
import type { ImportLedger } from '../../src/snapshots/ledger.ts'
import type { Stores } from '../../src/snapshots/stores.ts'
import { anImport, aProfile } from '../support/imports.ts'

/** What every ImportLedger must do, whatever its engine. */
export function ledgerContract(name: string, open: () => Promise<Stores>) {
  describe(`ImportLedger on ${name}`, () => {
    let stores: Stores
    let imports: ImportLedger
    const record = (different: Partial<Import> = {}) => {
      const { id: _, ...rest } = anImport(different)
      return rest
    }

    beforeAll(async () => {
      stores = await open()
      imports = stores.imports
    })
    afterAll(() => stores.close())

    test('imports are numbered from 1 and listed newest first', async () => {
      const first = await imports.create(record({ source: 'a.csv' }))
      const second = await imports.create(record({ source: 'b.csv' }))
      expect([first.id, second.id]).toEqual([1, 2])
      expect(await imports.find(1)).toEqual(first)
      expect(await imports.find(99)).toBeNull()
      const listed = await imports.list({ limit: 10 })
      expect(listed.total).toBe(2)
      expect(listed.items.map(({ source }) => source)).toEqual(['b.csv', 'a.csv'])
      expect((await imports.list({ limit: 10, before: 2 })).items).toEqual([first])
    })

    test('an update changes what it names and nothing else', async () => {
      const before = await imports.create(record({ status: 'running' }))
      await imports.update(before.id, { status: 'published', snapshot: 3 })
      expect(await imports.find(before.id)).toEqual({ ...before, status: 'published', snapshot: 3 })
      expect(imports.update(12_345, { status: 'failed' })).rejects.toThrow('12345')
    })

    test('how a header is read is kept, and what is said later stands in its place', async () => {
      const kept = aProfile()
      expect(await imports.profile(kept.fingerprint)).toBeNull()
      await imports.keepProfile(kept)
      expect(await imports.profile(kept.fingerprint)).toEqual(kept)
      const miles = { ...kept, distance: { unit: 'mi', scale: 1, decimal: null } } as const
      await imports.keepProfile({ ...miles, columns: { price: '$ a.b' } })
      expect(await imports.profile(kept.fingerprint)).toMatchObject({
        distance: { unit: 'mi' },
        columns: { price: '$ a.b' },
      })
    })

    test('only a running import can be asked to stop', async () => {
      const running = await imports.create(record({ status: 'running' }))
      expect((await imports.unfinished()).map(({ id }) => id)).toContain(running.id)
      expect(await imports.cancellationRequested(running.id)).toBe(false)
      expect(await imports.requestCancellation(running.id)).toBe(true)
      expect(await imports.cancellationRequested(running.id)).toBe(true)
      await imports.update(running.id, { status: 'cancelled' })
      expect(await imports.requestCancellation(running.id)).toBe(false)
      expect((await imports.unfinished()).map(({ id }) => id)).not.toContain(running.id)
    })

    test('a reason and a failure are kept with their message, and without one where there is none', async () => {
      const inside = message('Price "{price}" cannot be read', { price: '{x}' })
      const words = message('The import stopped: {reason}', { reason: inside })
      const { id } = await imports.create(record({ status: 'running' }))
      await imports.update(id, { status: 'failed', error: inEnglish(words), message: words })
      expect(await imports.find(id)).toMatchObject({ error: inEnglish(words), message: words })
      const row = { line: 2, raw: 'a', rule: 'price-missing', action: 'reject', file: 'a' } as const
      const kept = { ...row, reason: inEnglish(inside), message: inside }
      const older = { ...row, line: 3, reason: 'Price is blank' }
      await imports.keepRejects(id, [kept, older])
      expect((await imports.rejects(id, { offset: 0, limit: 9 })).items).toEqual([kept, older])
    })

    test('rejects are kept whole, in the order of the file', async () => {
      const reject = (line: number): Reject => ({
        line,
        raw: `a,"b\nc",${line}\u20b9`,
        rule: 'price-missing',
        reason: 'The price is blank',
        action: 'reject',
        file: 'a.csv',
      })
      await imports.keepRejects(1, [reject(9), reject(3)])
      await imports.keepRejects(1, [reject(5)])
      await imports.keepRejects(2, [reject(1)])
      expect(await imports.rejects(1, { offset: 0, limit: 10 })).toEqual({
        items: [reject(3), reject(5), reject(9)],
        total: 3,
      })
      expect((await imports.rejects(1, { offset: 1, limit: 1 })).items).toEqual([reject(5)])
    })

    test('rejects of one line keep the order in which they came', async () => {
      const reject = (rule: string): Reject => ({
        line: 7,
        raw: '',
        rule,
        reason: '',
        action: 'reject',
        file: 'a.csv',
      })
      await imports.keepRejects(3, [reject('z'), reject('a')])
      await imports.keepRejects(3, [reject('m')])
      const { items } = await imports.rejects(3, { offset: 0, limit: 10 })
      expect(items.map(({ rule }) => rule)).toEqual(['z', 'a', 'm'])
    })

    test('a lease has one holder, who may let go, and falls to another when it is not renewed', async () => {
      const mine = await imports.lease('work', 60_000)
      expect(mine).not.toBeNull()
      expect(await imports.lease('work', 60_000)).toBeNull()
      expect(await imports.lease('other', 60_000)).not.toBeNull()
      expect(await mine?.renew()).toBe(true)
      await mine?.release()

      const short = await imports.lease('work', 20)
      expect(short).not.toBeNull()
      await Bun.sleep(40)
      const next = await imports.lease('work', 60_000)
      expect(next).not.toBeNull()
      expect(await short?.renew()).toBe(false)
      await short?.release()
      expect(await imports.lease('work', 60_000)).toBeNull()
    })

    test('imports that begin at once, on a market that has none, get numbers of their own', async () => {
      const other = await open()
      const created = await Promise.all(
        Array.from({ length: 20 }, () => other.imports.create(record())),
      )
      const ids = new Set(created.map(({ id }) => id))
      expect(ids.size).toBe(20)
      expect(Math.min(...ids)).toBe(1)
      for (const id of ids) expect((await other.imports.find(id))?.id).toBe(id)
      await other.close()
    })

    test('a lease that was taken in one place is kept alive and let go in another', async () => {
      const taken = await imports.lease('shared', 60_000)
      const elsewhere = imports.heldLease('shared', taken?.holder ?? '', 60_000)
      expect(await elsewhere.renew()).toBe(true)
      expect(await imports.heldLease('shared', 'a stranger', 60_000).renew()).toBe(false)
      expect(await imports.lease('shared', 60_000)).toBeNull()
      await elsewhere.release()
      expect(await taken?.renew()).toBe(false)
      expect(await imports.lease('shared', 60_000)).not.toBeNull()
    })

    test('of many who keep a setting at once all hear of the same, for good', async () => {
      expect(await imports.readSetting('secret')).toBeNull()
      const kept = await Promise.all(
        Array.from({ length: 10 }, (_, n) => imports.writeSetting('secret', `value ${n}`)),
      )
      expect(new Set(kept).size).toBe(1)
      expect(await imports.writeSetting('secret', 'late')).toBe(String(kept[0]))
      expect(await imports.readSetting('secret')).toBe(String(kept[0]))
    })

    test('of many who ask at once one gets the lease', async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, () => imports.lease('rush', 60_000)),
      )
      expect(asked.filter((lease) => lease !== null)).toHaveLength(1)
    })
  })
}
