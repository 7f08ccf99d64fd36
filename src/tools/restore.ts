/*
 * `bun run restore MANIFEST [--force]`: puts the market of an extraction back into DATABASE_URL, whatever engine it
 * was taken from, and proves that it is identical. MANIFEST: PATH or s3://BUCKET/PREFIX/manifest.json.
 *
 * Env       DATABASE_URL; for s3:// S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY (src/config.ts)
 * Output    stderr: progress. stdout: the proof, a line for each kind of thing with its count and SHA-256.
 * Exit      0  everything is there and equal to the files
 *           1  refused, the database is as it was: a file is damaged, the database is not empty (--force erases it
 *              first), cannot be used, or an import is running
 *           2  wrong usage or configuration
 *           3  failed after the database was changed: it must not be used; restore again with --force
 * Nobody can import meanwhile: the lease is held.
 */
import { type Config, ConfigError, loadConfig } from '../config.ts'
import { type Located, locate } from '../exports/located.ts'
import { verify } from '../exports/verify.ts'
import { redactUrl } from '../platform/stores/mongo.ts'
import { openStores } from '../stores.ts'
import { alone, contentOf, inWords } from './move.ts'
import { putBack } from './put-back.ts'

const USAGE =
  'usage: bun run restore MANIFEST [--force], MANIFEST a path or s3://BUCKET/PREFIX/manifest.json'
const say = (line: string) => console.error(line)

class RestoreFailed extends Error {}

async function main(args: string[]): Promise<number> {
  const force = args.includes('--force')
  const [manifest, ...others] = args.filter((arg) => arg !== '--force')
  if (manifest === undefined || manifest.startsWith('-') || others.length > 0) {
    say(USAGE)
    return 2
  }
  const config = loadConfig()
  const located = await locate(manifest, config.s3Access)
  try {
    const { files, snapshot, engine, created_at } = located.manifest
    say(`snapshot ${snapshot.version} of ${engine}, extracted ${created_at}: ${files.length} files`)
    await verify(located.folder, located.manifest)
    say('every checksum and every count agrees')
    return await restoreInto(config, located, force)
  } finally {
    await located.remove()
  }
}

async function restoreInto({ databaseUrl }: Config, located: Located, force: boolean) {
  const name = redactUrl(databaseUrl)
  const target = await openStores(databaseUrl)
  try {
    return await alone([target], async () => {
      const held = await contentOf(target)
      if (held !== null && !force) {
        throw new Error(`${name} holds ${held}: name an empty one, or erase it with --force`)
      }
      say(`into ${target.about}${held === null ? '' : ', which is erased first'}`)
      const proofs = await putBack(target, located, say).catch((error: Error) => {
        throw new RestoreFailed(
          `${firstLine(error)}; ${name} is not whole: restore again with --force`,
        )
      })
      for (const proof of proofs) console.log(inWords(proof))
      console.log(`restored snapshot ${located.manifest.snapshot.version}: nothing differs`)
      return 0
    })
  } finally {
    await target.close()
  }
}

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]

function failure(error: unknown): number {
  say(`restore: ${firstLine(error)}`)
  if (error instanceof ConfigError) return 2
  return error instanceof RestoreFailed ? 3 : 1
}

process.exit(await main(process.argv.slice(2)).catch(failure))
