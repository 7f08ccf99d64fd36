/*
 * `bun run drill`: a restore as a trial. Takes the newest extraction (of EXPORT_DIR, else of the bucket S3_BUCKET), puts
 * it into a database of its own that is thrown away, and holds everything against the files. DATABASE_URL is not opened.
 *
 * Env       EXPORT_DIR, S3_* (src/config.ts)
 * Output    stderr: progress. stdout: one line, the outcome as JSON, which is also kept as EXPORT_DIR/drill.json: the
 *           exporter makes metrics of it.
 * Exit      0 nothing differs, 1 it cannot be restored or there is no extraction, 2 a wrong configuration
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, configOrExit } from '../config.ts'
import { type Drill, writeDrill } from '../exports/drill.ts'
import { locate } from '../exports/located.ts'
import { listExtractions, MANIFEST } from '../exports/manifest.ts'
import { newestIn } from '../exports/mirror.ts'
import { verify } from '../exports/verify.ts'
import { openStores } from '../stores.ts'
import { putBack } from './put-back.ts'

const config = configOrExit('drill')
const began = Date.now()
const outcome: Drill = { at: '', extraction: null, cars: 0, seconds: 0, error: null }
try {
  const manifest = await newest(config)
  if (manifest === null) throw new Error('there is no extraction yet')
  outcome.extraction = manifest.split('/').at(-2) ?? null
  outcome.cars = await tryOut(manifest)
} catch (error) {
  outcome.error = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
outcome.at = new Date().toISOString()
outcome.seconds = (Date.now() - began) / 1000
await writeDrill(config.exportDir, outcome).catch((error: Error) =>
  console.error(`drill: ${config.exportDir}: ${error.message}`),
)
console.log(JSON.stringify(outcome))
process.exit(outcome.error === null ? 0 : 1)

/** The address of the newest manifest, as `restore` takes it. */
async function newest({ exportDir, s3Bucket, s3Access }: Config): Promise<string | null> {
  const [local] = await listExtractions(exportDir)
  if (local) return join(local.path, MANIFEST)
  if (s3Bucket === null) return null
  const key = await newestIn({ ...s3Access, bucket: s3Bucket })
  return key === null ? null : `s3://${s3Bucket}/${key}`
}

/** @returns the cars of the current snapshot */
async function tryOut(manifest: string): Promise<number> {
  const located = await locate(manifest, config.s3Access)
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-drill-'))
  try {
    await verify(located.folder, located.manifest)
    const stores = await openStores(`sqlite:${join(folder, 'drill.db')}`)
    await putBack(stores, located, (line) => console.error(line)).finally(() => stores.close())
    return located.manifest.snapshot.cars
  } finally {
    await Promise.all([located.remove(), rm(folder, { recursive: true, force: true })])
  }
}
