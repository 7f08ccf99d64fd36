/*
 * What the live market promises, with a real broker and the ledger as its own process: nothing lost, nothing twice, sums
 * that agree to the rupee with the producer's own account, and the order of each car. Each fault is a line of a table.
 *
 *   bun tests/stream/main.ts [WORD…]   3 kills, as CI does; only faults whose line has these words
 *   FORECOURT_LONG=1 …                 30 kills in 100,000 transactions (20,000 on MongoDB)
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
import { faultsWithin } from './in-process.ts'

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
  const isStore = fault.startsWith('the store')
  if (isStore && store !== 'SQLite') return 'its server cannot be locked'
  if (isLong() || wanted.length > 0) return null
  const isLeft = store === 'SQLite' ? isStore : !fault.startsWith('kill -9')
  return isLeft ? 'left to the long form' : null
}

async function tryOut(fault: string, work: () => Promise<Omit<Tried, 'fault'>>): Promise<void> {
  await checks.check(fault, async () => {
    const began = performance.now()
    const tried = await work()
    rows.push({ ...tried, fault })
    const { lost, twice, disordered } = tried
    if (lost + twice + disordered > 0) throw new Error(JSON.stringify(tried))
    return `${tried.events} events, ${Math.round((performance.now() - began) / 1000)} s`
  })
}

const bus = await kafkaBus({ brokers: server.brokers.split(','), tls: null, sasl: null })
const rows: Tried[] = []
for (const [store, database] of stores) {
  // A MongoDB's stand-in takes three hundred a second.
  const many = store === 'SQLite' ? 100_000 : 20_000
  const events = isLong() ? many : 6000
  const bench: Bench = { bus, server, database, long: isLong(), events }
  for (const [name, work] of Object.entries(faultsWithin)) {
    const title = `${name}, within the process, ${store}`
    if (wanted.every((word) => title.includes(word))) await tryOut(title, () => work(bench))
  }
  for (const [name, work] of Object.entries(faults)) {
    const title = `${name}, Kafka, ${store}`
    if (!wanted.every((word) => title.includes(word))) continue
    const missing = needs(name, store)
    if (missing) {
      checks.skip(`${title}: ${missing}`)
      continue
    }
    await tryOut(title, () => work(bench).finally(endLedgers))
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
