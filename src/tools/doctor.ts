import { release } from 'node:os'
import { type Config, ConfigError, loadConfig } from '../config.ts'
import { openSource } from '../imports/sources/index.ts'
import { conditionsNow } from '../operations/conditions.ts'
import { inEnglish } from '../platform/language/message.ts'
import { isMongoUrl, redactUrl } from '../platform/stores/mongo.ts'
import { openStores } from '../stores.ts'
import { aboutKernel } from './kernel.ts'

/*
 * `bun run doctor`: looks at what a start would need, and says of each thing that is wrong what to do.
 * Exit 0 when a start would succeed, else 1. It changes nothing but for making an absent SQLite file.
 */
type Finding = { what: string; ok: boolean; words: string }

const findings: Finding[] = []
const look = async (what: string, examine: () => Promise<string>) => {
  try {
    findings.push({ what, ok: true, words: await examine() })
  } catch (error) {
    findings.push({
      what,
      ok: false,
      words: error instanceof Error ? error.message : String(error),
    })
  }
}

let config: Config | undefined
await look('runtime', async () => {
  if (Bun.semver.satisfies(Bun.version, '>=1.4.4')) return `bun ${Bun.version}`
  throw new Error(`bun ${Bun.version} is too old: run it as \`npx --yes bun@1.4.4 run start\``)
})
await look('configuration', async () => {
  try {
    config = loadConfig()
    return 'every variable can be used'
  } catch (error) {
    throw error instanceof ConfigError ? new Error(`${error.message}; correct or unset it`) : error
  }
})
if (config) {
  const { host, port, databaseUrl, dataSource } = config
  const shown = redactUrl(databaseUrl)
  await look('port', async () => {
    try {
      Bun.serve({ hostname: host, port, fetch: () => new Response() }).stop(true)
      return `${host}:${port} is free`
    } catch {
      throw new Error(`${host}:${port} cannot be had: stop what uses it, or set PORT to another`)
    }
  })
  await look('store', async () => {
    const stores = await openStores(databaseUrl).catch((error: Error) => {
      throw new Error(
        `DATABASE_URL=${shown}: ${error.message}${isMongoUrl(databaseUrl) ? aboutKernel(release()) : '; check the folder and its rights'}`,
      )
    })
    const snapshot = await stores.cars.current()
    const wrong = await conditionsNow({ ...stores, database: stores })
    await stores.close()
    const named = wrong.filter(() => snapshot !== null)
    if (named.length > 0) {
      const words = named.map(
        (each) => `${inEnglish(each.words)} (docs/observability.md#${each.alert.toLowerCase()})`,
      )
      throw new Error(words.join(' '))
    }
    return snapshot
      ? `${shown} holds snapshot ${snapshot.version} with ${snapshot.cars} cars`
      : `${shown} is empty; the first start fills it`
  })
  await look('source', async () => {
    if (dataSource === null) return 'DATA_SOURCE is not set: an empty store gets the bundled sample'
    const { files, close } = await openSource(dataSource)
    await close()
    return files.map(({ name, bytes }) => `${name}, ${bytes} bytes`).join('; ')
  })
}

for (const { what, ok, words } of findings)
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${what.padEnd(14)} ${words}`)
process.exit(findings.every(({ ok }) => ok) ? 0 : 1)
