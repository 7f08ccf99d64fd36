import { existsSync } from 'node:fs'
import { isMongoUrl, redactUrl } from '../platform/stores/mongo.ts'
import type { Stores } from '../snapshots/stores.ts'
import { openStores } from '../stores.ts'
import { alone, compare, contentOf, inWords, move, type Say } from './move.ts'

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
const USAGE =
  'usage: bun run migrate FROM TO [--force], each like sqlite:PATH or mongodb://HOST/DATABASE'

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
  const held = await contentOf(target)
  if (held !== null) {
    if (!force)
      throw new Error(`${name} holds ${held}: name an empty one, or erase it with --force`)
    say(`--force: ${held} in ${name} are erased`)
    await target.archive.erase()
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

function failure(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`migrate: ${message.split('\n')[0]}`)
  return 1
}

if (import.meta.main) process.exit(await main(Bun.argv.slice(2)).catch(failure))
