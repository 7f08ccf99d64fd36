import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { compareWithTruth, readTruth } from '../../../tests/support/truth.ts'
import { Finisher } from '../../imports/pipeline/pipeline.ts'
import { survey } from '../../imports/pipeline/survey.ts'
import { Twins } from '../../imports/pipeline/twins.ts'
import { inspect } from '../../imports/reading/inspect.ts'
import type { StoredCar } from '../../listing/car.ts'
import { india } from '../../packs/india/index.ts'
import type { Reject } from '../../snapshots/import.ts'
import { truthPath, writeSample } from './write.ts'

const SEEDS = [1, 2, 3, 5, 8, 13, 21]
const ROWS = 3_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecourt-truth-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Both passes of the pipeline over one file, without a store. */
async function judge(path: string) {
  const { size } = await stat(path)
  const files = [await inspect({ name: basename(path), path, bytes: size })]
  const settings = { pack: india, unit: 'km' } as const
  const cars: StoredCar[] = []
  const rejects: Reject[] = []
  const keep = async (batch: Reject[]) => void rejects.push(...batch)
  const idle = async () => {}
  const found = await survey(files, settings, keep, idle)
  const asOf = `${found.latestYear}-12-31`
  const finisher = new Finisher(files, found, new Twins(found.spool), { ...settings, asOf })
  const outcome = await finisher.write(async (batch) => void cars.push(...batch), idle)
  found.spool.close()
  const flagsByLine = new Map(cars.map(({ lineage, flags }) => [lineage.line, flags]))
  return { found, outcome, cars, rejects, flagsByLine }
}

describe.each(SEEDS)('seed %d', (seed) => {
  test('every dirty row is caught by exactly its rule, and no clean one by any', async () => {
    const path = join(folder, `cars-${seed}.csv`)
    await writeSample(path, { rows: ROWS, seed })
    const truth = await readTruth(truthPath(path))
    const { found, outcome, rejects, flagsByLine, cars } = await judge(path)

    expect(compareWithTruth(truth, { rejects, flagsByLine })).toEqual([])
    expect(found.checksum?.agrees).toBe(true)
    expect(found.latestYear).toBe(2024)
    expect(outcome.rows.read).toBe(ROWS)
    expect(cars.length + rejects.length).toBe(ROWS)
    expect(new Set(cars.map(({ id }) => id)).size).toBe(cars.length)
    expect(new Set(cars.map(({ brand }) => brand)).size).toBe(15)
  })
})

test('a clean sample passes whole and unflagged', async () => {
  const path = join(folder, 'clean.csv.gz')
  await writeSample(path, { rows: ROWS, seed: 4, clean: true })
  const { outcome, found } = await judge(path)
  expect(outcome.rows).toMatchObject({ read: ROWS, published: ROWS, repaired: 0, flagged: 0 })
  expect(found.checksum).toBeNull()
})
