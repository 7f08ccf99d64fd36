/*
 * What the live market promises, with a real broker and the ledger as its own process: nothing lost, nothing twice, sums
 * that agree to the rupee with the producer's own account, and the order of each car. Each fault is a line of a table.
 *
 *   bun tests/stream/main.ts [WORD…]   3 kills, as CI does; only faults whose line has these words
 *   FORECOURT_LONG=1 …                 30 kills of 100,000 transactions each way
 *
 * Env   KAFKA_BROKERS of a broker that is there; without it one is started where that can be done, and only then it can be
 *       taken away. MONGO_URL likewise.
 */
import { join } from 'node:path'
import { kafkaBus } from '../../src/stream/bus/kafka.ts'
import { Checks } from '../support/checks.ts'
import { findKafka } from '../support/kafka.ts'
import { databasesOn, findMongo } from '../support/mongo.ts'
import { temporaryFolder } from '../support/server.ts'
import { isLong } from '../support/tools.ts'
import { type Bench, endLedgers, faults, type Tried } from './faults.ts'

const checks: Checks = new Checks()
/** Words of the faults that are wanted; none: all */
const wanted = process.argv.slice(2)
const { server, why } = await findKafka()
if (!server) checks.none(`the guarantees of the live market: ${why}`)
console.log(`on ${server.used}`)
const mongo = await findMongo()
const folder = temporaryFolder()
let files = 0
const databases = mongo.server && databasesOn(mongo.server)
const stores: [string, () => string][] = [
  ['SQLite', () => `sqlite:${join(folder.path, `${++files}.db`)}`],
  ...(databases ? ([['MongoDB', databases.next]] as [string, () => string][]) : []),
]
if (!databases) checks.skip(`the guarantees on MongoDB: ${mongo.why}`)

/** Why a fault cannot be tried; null: it can. */
function needs(fault: string, store: string): string | null {
  if (fault.startsWith('the broker') && !server?.away) return 'the broker is not ours to take away'
  if (store === 'SQLite') return null
  if (fault.startsWith('the store')) return 'its server cannot be locked'
  const isLeft = !isLong() && wanted.length === 0 && !fault.startsWith('kill -9')
  return isLeft ? 'left to the long form' : null
}

const bus = await kafkaBus({ brokers: server.brokers.split(','), tls: null, sasl: null })
const rows: Tried[] = []
for (const [store, database] of stores) {
  const bench: Bench = { bus, server, database, long: isLong() }
  for (const [name, work] of Object.entries(faults)) {
    const title = `${name}, ${store}`
    if (!wanted.every((word) => title.includes(word))) continue
    const missing = needs(name, store)
    if (missing) {
      checks.skip(`${title}: ${missing}`)
      continue
    }
    await checks.check(title, async () => {
      const tried = await work(bench).finally(endLedgers)
      rows.push({ ...tried, fault: title })
      const { lost, twice, disordered } = tried
      if (lost + twice + disordered > 0) throw new Error(JSON.stringify(tried))
      return `${tried.events} events`
    })
  }
}
console.log(
  '\n| fault | runs | events | lost | twice | out of order |\n| --- | --- | --- | --- | --- | --- |',
)
for (const { fault, runs, events, lost, twice, disordered } of rows) {
  console.log(`| ${fault} | ${runs} | ${events} | ${lost} | ${twice} | ${disordered} |`)
}
await bus.close()
await databases?.drop()
await mongo.server?.stop()
await server.stop()
folder.remove()
checks.finish()
