/*
 * The caretaker of MongoDB's replica set: makes the set and its users from inside the first member's pod, where MongoDB
 * lets in whoever comes first, and keeps members and password what the stack says. It never touches the data.
 *
 * Inputs    SET POD HOST…                   HOST:PORT of each member; any POD but the first member's only waits
 *           /secrets/admin-password, /secrets/user-password
 * Output    stdout: the log, a line for each thing that was done
 * Runs      every 10 s until all is as it should be, then every minute
 * Signals   SIGTERM, SIGINT: exit 0. A wrong usage: exit 2.
 */
import { MongoClient } from 'mongodb'
import { exitWith } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { type Admin, settle } from './settle.ts'

const IMPATIENT = 10_000
const CALM = 60_000
const log = createLog('info')
const [set = '', pod = '', ...hosts] = process.argv.slice(2)
if (hosts.length === 0) exitWith('replica-set', 'usage: forecourt replica-set SET POD HOST:PORT…')

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0))
const isFirst = hosts[0]?.startsWith(`${pod}.`) ?? false
if (!isFirst) log.info(`the set is kept by ${hosts[0]}: nothing to do beside ${pod}`)
for (;;) await Bun.sleep(isFirst ? await pause() : CALM)

/** @returns ms until it is worth looking again */
async function pause(): Promise<number> {
  try {
    const [adminPassword, userPassword] = await Promise.all(
      ['admin-password', 'user-password'].map((name) => Bun.file(`/secrets/${name}`).text()),
    )
    if (!adminPassword || !userPassword) throw new Error('a password in /secrets is empty')
    for (const what of await settle({ set, hosts, adminPassword, userPassword }, connect))
      log.info(what)
    return CALM
  } catch (error) {
    log.warn(`not yet: ${error instanceof Error ? error.message : error}`)
    return IMPATIENT
  }
}

async function connect(url: string): Promise<Admin> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000, appName: 'caretaker' })
  try {
    await client.connect()
    const admin = client.db('admin')
    await admin.command({ ping: 1 })
    return { command: (command) => admin.command(command), close: () => client.close() }
  } catch (error) {
    await client.close()
    throw error
  }
}
