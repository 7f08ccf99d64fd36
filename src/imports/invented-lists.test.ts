import { afterAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { type InventedList, inventedLists } from '../../tests/support/invented-list.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { isLong } from '../../tests/support/tools.ts'
import { none } from '../packs/none.ts'
import { createCleaner } from './cleaning/clean.ts'
import type { Answers } from './profile/answers.ts'
import { inspect, readRows } from './reading/inspect.ts'

const LISTS = isLong() ? 5_000 : 300
const folder = temporaryFolder()
afterAll(() => folder.remove())

/** Reads a list as an import does, up to the rules. */
async function read({ bytes, market }: InventedList, answers: Answers) {
  const path = join(folder.path, 'list.csv')
  await Bun.write(path, bytes)
  const reader = { market, answers, profile: async () => null }
  const file = await inspect(
    { name: 'list.csv', path, bytes: bytes.length },
    async () => {},
    reader,
  )
  const clean = createCleaner('list.csv', file.columns, { pack: none, unit: market.unit })
  const cars = []
  for await (const records of readRows(file)) {
    for (const record of records) {
      const { brand, model, year, km, price, fuel, transmission, owners } = clean(record)
      cars.push({ brand, model, year, km, price, fuel, transmission, owners })
    }
  }
  return { questions: file.reading.questions, cars }
}

test('no list is read wrongly without a question, and one answer is enough', async () => {
  let [lists, answered, unasked] = [0, 0, 0]
  const wrong: string[] = []
  await fc.assert(
    fc.asyncProperty(inventedLists, async (list) => {
      lists += 1
      const first = await read(list, {})
      const same = (cars: unknown) => JSON.stringify(cars) === JSON.stringify(list.cars)
      if (first.questions.length === 0) {
        if (!same(first.cars)) wrong.push(list.about)
        else unasked += 1
        return
      }
      const second = await read(list, list.answers)
      if (second.questions.length === 0 && same(second.cars)) answered += 1
      else if (second.questions.length === 0) wrong.push(list.about)
    }),
    { numRuns: LISTS, seed: 26, endOnFailure: true },
  )
  expect(wrong).toEqual([])
  expect((answered + unasked) / lists).toBeGreaterThanOrEqual(0.95)
  expect(unasked).toBeGreaterThan(lists * 0.3)
}, 120_000)
