import { z } from 'zod'
import { Car } from '../listing/car.ts'
import type { SnapshotRecord } from '../snapshots/archive.ts'
import { Import, Reject } from '../snapshots/import.ts'
import type { Stores } from '../snapshots/stores.ts'
import { type Collection, FILE_FORMATS, type FileFormat } from './manifest.ts'

/** One thing that is extracted, in one or more formats. `name`: its files' name without the ending. */
export type Part = {
  name: string
  collection: Collection
  /** the version of the snapshot whose cars these are */
  snapshot: number | null
  /** what a row looks like: where columns come from; NDJSON has every field that the store gives */
  schema: z.ZodObject
  formats: readonly FileFormat[]
  rows: () => AsyncIterable<object[]>
}

/** A reject as it is extracted: with the import that refused it. */
export type ExtractedReject = Reject & { import: number }

const PAGE = 1000
const TEXT_FORMATS = ['ndjson', 'csv'] as const

const SnapshotRow = z.object({
  version: z.int(),
  import_id: z.int(),
  published_at: z.string(),
  as_of: z.string(),
  content_hash: z.string(),
  cars: z.int(),
  changes: z.object({ new: z.int(), gone: z.int(), price: z.int() }).nullable(),
  removed: z.boolean(),
})
const ChangeRow = z.object({
  version: z.int(),
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  price_before: z.int().nullable(),
  price_after: z.int().nullable(),
  published_at: z.string(),
})
const RejectRow = z.object({ import: z.int(), ...Reject.shape })
const CarRow = z.object({
  ...Car.shape,
  lineage: z.object({ file: z.string(), line: z.int(), raw: z.string() }),
})

/**
 * Everything that a restore needs, the small things first. Imports newer than `newestImport` are left out: what they
 * are about is not in `ledger`. Imports come newest first and rejects in the order of their imports.
 */
export function partsOf(stores: Stores, ledger: SnapshotRecord[], newestImport: number): Part[] {
  const { archive } = stores
  const whole = { snapshot: null, formats: TEXT_FORMATS } as const
  const current = ledger.findLast(({ removed }) => !removed)
  return [
    {
      ...whole,
      name: 'snapshots',
      collection: 'snapshots',
      schema: SnapshotRow,
      rows: () => once(ledger),
    },
    {
      ...whole,
      name: 'imports',
      collection: 'imports',
      schema: Import,
      rows: () => importPages(stores, newestImport),
    },
    {
      ...whole,
      name: 'rejects',
      collection: 'rejects',
      schema: RejectRow,
      rows: () => rejectPages(stores, newestImport),
    },
    {
      ...whole,
      name: 'changes',
      collection: 'changes',
      schema: ChangeRow,
      rows: () => changePages(stores, ledger),
    },
    ...ledger
      .filter(({ removed }) => !removed)
      .map(
        (snapshot): Part => ({
          name: `cars-${snapshot.version}`,
          collection: 'cars',
          snapshot: snapshot.version,
          schema: CarRow,
          formats: snapshot === current ? FILE_FORMATS : TEXT_FORMATS,
          rows: () => archive.stored(snapshot),
        }),
      ),
  ]
}

async function* once<T extends object>(rows: T[]) {
  yield rows
}

async function* importPages({ imports }: Stores, newest: number) {
  let before = newest + 1
  for (;;) {
    const { items } = await imports.list({ limit: PAGE, before })
    const last = items.at(-1)
    if (!last) return
    yield items
    before = last.id
  }
}

async function* rejectPages(stores: Stores, newest: number): AsyncGenerator<ExtractedReject[]> {
  for await (const page of importPages(stores, newest)) {
    for (const { id } of page) {
      for (let offset = 0; ; offset += PAGE) {
        const { items } = await stores.imports.rejects(id, { offset, limit: PAGE })
        if (items.length > 0) yield items.map((reject) => ({ import: id, ...reject }))
        if (items.length < PAGE) break
      }
    }
  }
}

async function* changePages({ cars }: Stores, ledger: SnapshotRecord[]) {
  for (const { version } of ledger) yield* cars.changed(version)
}
