import { IMPORT_LEASE, LEASE_TTL } from '../imports/run/recover.ts'
import type { StoredCar } from '../listing/car.ts'
import type { MarketArchive, SnapshotRecord } from '../snapshots/archive.ts'
import type { Import, Reject } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import type { Change, MarketReader } from '../snapshots/read.ts'
import type { Stores } from '../snapshots/stores.ts'

/** As much of a market as a move and a comparison read. */
export type MovedFrom = {
  about: string
  cars: Pick<MarketReader, 'changed'>
  imports: Pick<ImportLedger, 'list' | 'rejects'>
  archive: Pick<MarketArchive, 'snapshots' | 'stored'>
}
export type Say = (line: string) => void
/** What was compared of one kind: the digest is of all of it, in order, as canonical JSON; a few differences by name. */
export type Proof = {
  what: string
  count: number
  sha256: string
  different: number
  named: string[]
}

const PAGE = 1000
const MOST_NAMED = 5

/** Copies imports, rejects, snapshots with their cars and rows, and history. `to` has to be empty. */
export async function move(from: MovedFrom, to: Stores, say: Say = () => {}): Promise<void> {
  let [imports, rejects] = [0, 0]
  for await (const record of importsOf(from)) {
    await to.archive.restoreImport(record)
    imports += 1
    for await (const page of rejectPages(from, record.id)) {
      await to.imports.keepRejects(record.id, page)
      rejects += page.length
    }
  }
  say(`${counted(imports, 'import')} and ${counted(rejects, 'reject')} copied`)
  for (const record of await from.archive.snapshots()) {
    const { version, removed, cars } = record
    await to.archive.restoreSnapshot(
      record,
      from.archive.stored(record),
      from.cars.changed(version),
    )
    say(
      `snapshot ${version}: ${removed ? 'removed, its history copied' : `${counted(cars, 'car')} copied`}`,
    )
  }
}

/** Holds everything in one database against the other, in order, side by side. */
export async function compare(
  from: MovedFrom,
  to: MovedFrom,
  say: Say = () => {},
): Promise<Proof[]> {
  const proofs: Proof[] = []
  const prove = async <T>(
    what: string,
    name: (item: T) => string,
    all: (side: MovedFrom) => AsyncIterable<T>,
  ) => {
    say(`comparing ${what}`)
    proofs.push(await proofOf(what, name, all(from), all(to)))
  }
  await prove<SnapshotRecord>('snapshots', ({ version }) => `snapshot ${version}`, ledgerOf)
  await prove<Import>('imports', ({ id }) => `import ${id}`, importsOf)
  await prove<Reject & { import: number }>(
    'rejects',
    (reject) => `reject of import ${reject.import}, ${reject.file}:${reject.line}`,
    rejectsOf,
  )
  const ledger = await from.archive.snapshots()
  await prove<Change>(
    'changes',
    ({ version, id }) => `change of ${id} in snapshot ${version}`,
    (side) => changesOf(side, ledger),
  )
  for (const snapshot of ledger.filter(({ removed }) => !removed)) {
    await prove<{ id: string }>(
      `cars of snapshot ${snapshot.version}`,
      ({ id }) => `car ${id}`,
      (side) => proven(singly(side.archive.stored(snapshot))),
    )
  }
  return proofs
}

async function proofOf<T>(
  what: string,
  name: (item: T) => string,
  from: AsyncIterable<T>,
  to: AsyncIterable<T>,
): Promise<Proof> {
  const hash = new Bun.CryptoHasher('sha256')
  const named: string[] = []
  let different = 0
  const [lefts, rights] = [from[Symbol.asyncIterator](), to[Symbol.asyncIterator]()]
  let count = 0
  for (;;) {
    const [left, right] = await Promise.all([lefts.next(), rights.next()])
    if (left.done && right.done) break
    const [here, there] = [left, right].map(({ done, value }) => (done ? '' : canonical(value)))
    if (!left.done) {
      count += 1
      hash.update(`${here}\n`)
    }
    if (here === there) continue
    different += 1
    if (named.length < MOST_NAMED) named.push(name(left.done ? right.value : left.value))
  }
  return { what, count, sha256: hash.digest('hex'), different, named }
}

/** JSON whose keys are in one order, whatever order a database gives them in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

/** Versions that knew of no attributes proved the same of a car that has none. */
async function* proven(cars: AsyncIterable<StoredCar>) {
  for await (const { attributes, ...car } of cars) {
    yield attributes.length === 0 ? car : { ...car, attributes }
  }
}

async function* ledgerOf({ archive }: MovedFrom) {
  yield* await archive.snapshots()
}

async function* changesOf({ cars }: MovedFrom, ledger: SnapshotRecord[]) {
  for (const { version } of ledger) yield* singly(cars.changed(version))
}

/** Newest first. */
async function* importsOf({ imports }: MovedFrom) {
  let before: number | undefined
  for (;;) {
    const { items } = await imports.list({ limit: PAGE, ...(before !== undefined && { before }) })
    yield* items
    before = items.at(-1)?.id
    if (before === undefined) return
  }
}

async function* rejectPages({ imports }: MovedFrom, id: number) {
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await imports.rejects(id, { offset, limit: PAGE })
    if (items.length > 0) yield items
    if (items.length < PAGE) return
  }
}

async function* rejectsOf(side: MovedFrom) {
  for await (const { id } of importsOf(side)) {
    for await (const page of rejectPages(side, id)) {
      for (const reject of page) yield { ...reject, import: id }
    }
  }
}

async function* singly<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
}

export function inWords({ what, count, sha256, different, named }: Proof): string {
  if (different === 0) return `equal   ${what}: ${count}, sha256 ${sha256}`
  const rest = different > named.length ? '; …' : ''
  return `DIFFERS ${what}: ${different} of ${count}: ${named.join('; ')}${rest}`
}

/** With the lease of every database, so that no import changes one meanwhile. */
export async function alone<T>(databases: Stores[], work: () => Promise<T>): Promise<T> {
  const [database, ...others] = databases
  if (!database) return work()
  const lease = await database.imports.lease(IMPORT_LEASE, LEASE_TTL)
  if (lease === null) throw new Error(`an import is running in ${database.about}: wait for its end`)
  const renewal = setInterval(() => lease.renew().catch(() => {}), LEASE_TTL / 4)
  try {
    return await alone(others, work)
  } finally {
    clearInterval(renewal)
    await lease.release().catch(() => {})
  }
}

/** What stands in a market already; null: nothing. */
export async function contentOf({ archive, imports }: Stores): Promise<string | null> {
  const snapshots = (await archive.snapshots()).length
  const { total } = await imports.list({ limit: 1 })
  return snapshots + total === 0
    ? null
    : `${counted(snapshots, 'snapshot')} and ${counted(total, 'import')}`
}

const counted = (count: number, one: string) =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`
