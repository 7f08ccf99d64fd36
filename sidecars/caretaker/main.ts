/*
 * The caretaker of MongoDB. It never touches the data. It is a program and an image of its own, so that a release which
 * does not change it does not restart the database beside it.
 *
 * caretaker set SET POD HOST…   beside each member of a replica set (HOST:PORT of each; any POD but the first member's
 *                               only waits): makes the set and its users from inside, where MongoDB lets in whoever
 *                               comes first, and keeps members and password what the stack says; reads
 *                               /secrets/admin-password and /secrets/user-password; every 10 s until all is as it
 *                               should be, then every minute
 * caretaker users FOLDER        once, for a single server: makes the users that FOLDER/database-url and
 *                               FOLDER/exporter-url name, as the administrator of FOLDER/mongo-password
 *
 * Output    stdout: the log, a line for each thing that was done
 * Signals   SIGTERM, SIGINT: exit 0. A wrong usage: exit 2; users that could not be made: 1.
 */
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { createLog } from '../../src/platform/log.ts'
import type { Admin } from './admin.ts'
import { settle } from './settle.ts'
import { settleUsers } from './single-server.ts'

const IMPATIENT = 10_000
const CALM = 60_000
const log = createLog('info')
const [task, ...rest] = process.argv.slice(2)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0))
if (task === 'set' && rest.length > 2) await keepSet(rest)
else if (task === 'users' && rest.length === 1) await makeUsers(rest[0] ?? '')
else {
  process.stderr.write('usage: caretaker set SET POD HOST:PORT… | caretaker users FOLDER\n')
  process.exit(2)
}

async function keepSet([set = '', pod = '', ...hosts]: string[]): Promise<never> {
  const isFirst = hosts[0]?.startsWith(`${pod}.`) ?? false
  if (!isFirst) log.info(`the set is kept by ${hosts[0]}: nothing to do beside ${pod}`)
  for (;;) await Bun.sleep(isFirst ? await pause(set, hosts) : CALM)
}

/** @returns ms until it is worth looking again */
async function pause(set: string, hosts: string[]): Promise<number> {
  try {
    const [adminPassword = '', userPassword = ''] = await Promise.all(
      ['admin-password', 'user-password'].map((name) => secret('/secrets', name)),
    )
    for (const what of await settle({ set, hosts, adminPassword, userPassword }, connect))
      log.info(what)
    return CALM
  } catch (error) {
    log.warn(`not yet: ${error instanceof Error ? error.message : error}`)
    return IMPATIENT
  }
}

async function makeUsers(folder: string): Promise<void> {
  try {
    const [adminPassword = '', marketUrl = '', exporterUrl = ''] = await Promise.all(
      ['mongo-password', 'database-url', 'exporter-url'].map((name) => secret(folder, name)),
    )
    const done = await settleUsers({ adminPassword, marketUrl, exporterUrl }, connect)
    for (const what of done.length > 0 ? done : ['every user is as it should be']) log.info(what)
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

/** @throws Error when it is not there or empty */
async function secret(folder: string, name: string): Promise<string> {
  const text = (await Bun.file(join(folder, name)).text()).trim()
  if (text === '') throw new Error(`${join(folder, name)} is empty`)
  return text
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
