import { existsSync } from 'node:fs'
import { IMPORT_LEASE, LEASE_TTL } from '../imports/recover.ts'
import { isMongoUrl, redactUrl } from '../platform/stores/mongo.ts'
import type { Import, Reject } from '../snapshots/import.ts'
import { openStores, type Stores } from '../snapshots/open.ts'
import type { Change, SnapshotRecord } from '../snapshots/store.ts'

/*
 * `bun run migrate FROM TO [--force]`: moves a market from one database to another, either way, and proves that
 * nothing differs. FROM and TO are as in DATABASE_URL.
 *
 * Output    stderr: progress. stdout: the proof, a line for each kind of thing with its count and SHA-256.
 * Exit      0  everything is there and equal
 *           1  a difference, or a database that cannot be used, or a TO that is not empty (--force erases it first)
 *           2  wrong usage
 * FROM is only read. Nobody can import into either meanwhile: both leases are held.
 */
type Say = (line: string) => void
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
const USAGE =
  'usage: bun run migrate FROM TO [--force], each like sqlite:PATH or mongodb://HOST/DATABASE'

/** Copies imports, rejects, snapshots with their cars and rows, and history. `to` has to be empty. */
export async function move(from: Stores, to: Stores, say: Say = () => {}): Promise<void> {
  let [imports, rejects] = [0, 0]
  for await (const record of importsOf(from)) {
    await to.imports.restore(record)
    imports += 1
    for await (const page of rejectPages(from, record.id)) {
      await to.imports.keepRejects(record.id, page)
      rejects += page.length
    }
  }
  say(`${counted(imports, 'import')} and ${counted(rejects, 'reject')} copied`)
  for (const record of await from.cars.ledger()) {
    const { version, removed, cars } = record
    await to.cars.restore(record, from.cars.stored(record), from.cars.changed(version))
    say(
      `snapshot ${version}: ${removed ? 'removed, its history copied' : `${counted(cars, 'car')} copied`}`,
    )
  }
}

/** Holds everything in one database against the other, in order, side by side. */
export async function compare(from: Stores, to: Stores, say: Say = () => {}): Promise<Proof[]> {
  const proofs: Proof[] = []
  const prove = async <T>(
    what: string,
    name: (item: T) => string,
    all: (side: Stores) => AsyncIterable<T>,
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
  const ledger = await from.cars.ledger()
  await prove<Change>(
    'changes',
    ({ version, id }) => `change of ${id} in snapshot ${version}`,
    (side) => changesOf(side, ledger),
  )
  for (const snapshot of ledger.filter(({ removed }) => !removed)) {
    await prove<{ id: string }>(
      `cars of snapshot ${snapshot.version}`,
      ({ id }) => `car ${id}`,
      (side) => singly(side.cars.stored(snapshot)),
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

async function* ledgerOf({ cars }: Stores) {
  yield* await cars.ledger()
}

async function* changesOf({ cars }: Stores, ledger: SnapshotRecord[]) {
  for (const { version } of ledger) yield* singly(cars.changed(version))
}

/** Newest first. */
async function* importsOf({ imports }: Stores) {
  let before: number | undefined
  for (;;) {
    const { items } = await imports.list({ limit: PAGE, ...(before !== undefined && { before }) })
    yield* items
    before = items.at(-1)?.id
    if (before === undefined) return
  }
}

async function* rejectPages({ imports }: Stores, id: number) {
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await imports.rejects(id, { offset, limit: PAGE })
    if (items.length > 0) yield items
    if (items.length < PAGE) return
  }
}

async function* rejectsOf(side: Stores) {
  for await (const { id } of importsOf(side)) {
    for await (const page of rejectPages(side, id)) {
      for (const reject of page) yield { ...reject, import: id }
    }
  }
}

async function* singly<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
}

async function main(args: string[]): Promise<number> {
  const force = args.includes('--force')
  const [from, to, ...others] = args.filter((arg) => arg !== '--force')
  const wrong = [from, to].find(
    (url) => url === undefined || !(isMongoUrl(url) || /^sqlite:./.test(url)),
  )
  if (
    from === undefined ||
    to === undefined ||
    wrong !== undefined ||
    others.length > 0 ||
    from === to
  ) {
    console.error(from !== undefined && from === to ? `FROM and TO are the same; ${USAGE}` : USAGE)
    return 2
  }
  if (from.startsWith('sqlite:') && !existsSync(from.slice('sqlite:'.length))) {
    console.error(`migrate: ${from} does not exist`)
    return 1
  }
  const source = await openStores(from)
  try {
    const target = await openStores(to)
    try {
      return await alone([source, target], () => migrate(source, target, redactUrl(to), force))
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function migrate(source: Stores, target: Stores, name: string, force: boolean) {
  const say: Say = (line) => console.error(line)
  say(`from ${source.about}`)
  say(`to   ${target.about}`)
  const snapshots = (await target.cars.ledger()).length
  const imports = (await target.imports.list({ limit: 1 })).total
  if (snapshots + imports > 0) {
    const held = `${counted(snapshots, 'snapshot')} and ${counted(imports, 'import')}`
    if (!force)
      throw new Error(`${name} holds ${held}: name an empty one, or erase it with --force`)
    say(`--force: ${held} in ${name} are erased`)
    await target.cars.erase()
    await target.imports.erase()
  }
  await move(source, target, say)
  const proofs = await compare(source, target, say)
  for (const proof of proofs) console.log(inWords(proof))
  const wrong = proofs.filter(({ different }) => different > 0).map(({ what }) => what)
  console.log(
    wrong.length === 0 ? 'nothing differs' : `${wrong.join(', ')} differ: do not use ${name}`,
  )
  return wrong.length === 0 ? 0 : 1
}

function inWords({ what, count, sha256, different, named }: Proof): string {
  if (different === 0) return `equal   ${what}: ${count}, sha256 ${sha256}`
  const rest = different > named.length ? '; …' : ''
  return `DIFFERS ${what}: ${different} of ${count}: ${named.join('; ')}${rest}`
}

/** With the lease of every database, so that no import changes one meanwhile. */
async function alone<T>(databases: Stores[], work: () => Promise<T>): Promise<T> {
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

const counted = (count: number, one: string) =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`

function failure(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`migrate: ${message.split('\n')[0]}`)
  return 1
}

if (import.meta.main) process.exit(await main(Bun.argv.slice(2)).catch(failure))
