import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import type { Admin } from '../../sidecars/caretaker/admin.ts'
import { settle } from '../../sidecars/caretaker/settle.ts'
import { temporaryFolder } from '../support/server.ts'
import { standInJars } from '../support/stand-in.ts'

const jars = standInJars()
const there = jars !== null && Bun.which('java') !== null
const name = there ? 'the stand-in' : 'the stand-in: java or its jars are not here'

describe.skipIf(!there)(name, () => {
  const folder = temporaryFolder()
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const host = `127.0.0.1:${port}`
  const wanted = { set: 'rs0', hosts: [host], adminPassword: 'a/b', userPassword: 'first' }
  let program: Bun.Subprocess

  beforeAll(async () => {
    const flags = ['--replSet', 'rs0', '--keyFile', 'x', '--port', `${port}`]
    program = Bun.spawn(
      [process.execPath, join(import.meta.dir, 'mongod.ts'), ...flags, '--dbpath', folder.path],
      { env: { ...process.env, JARS: jars ?? '' }, stdout: 'pipe' },
    )
    for await (const text of program.stdout as ReadableStream<Uint8Array>)
      if (Buffer.from(text).includes('listens')) break
  }, 60_000)
  afterAll(async () => {
    program.kill()
    await program.exited
    folder.remove()
  })

  const connect = async (url: string): Promise<Admin> => {
    const client = new MongoClient(url, { serverSelectionTimeoutMS: 3000 })
    const admin = client.db('admin')
    try {
      await admin.command({ ping: 1 })
    } catch (error) {
      await client.close()
      throw error
    }
    return { command: (command) => admin.command(command), close: () => client.close() }
  }
  const as = (user: string) =>
    new MongoClient(`mongodb://${user}@${host}/forecourt?replicaSet=rs0&authSource=admin`, {
      serverSelectionTimeoutMS: 3000,
    })

  test('is made a replica set with users by the caretaker, over the real driver', async () => {
    expect(await settle(wanted, connect)).toEqual([
      `made the set rs0 of ${host}`,
      'made the user admin',
      'made the user forecourt',
    ])
    expect(await settle(wanted, connect)).toEqual([])
    const changed = { ...wanted, userPassword: 'second' }
    expect(await settle(changed, connect)).toEqual(['gave the user forecourt its new password'])
  })

  test('lets a user do what its roles say, a stranger nothing, and no wrong password', async () => {
    const client = as('forecourt:second')
    const majority = { writeConcern: { w: 'majority' } } as const
    await client.db().collection('cars').insertOne({ price: 1 }, majority)
    expect(await client.db().collection('cars').countDocuments()).toBe(1)
    expect(client.db('other').collection('cars').insertOne({})).rejects.toThrow('not authorized')
    expect(client.db('admin').command({ createUser: 'x', pwd: 'y', roles: [] })).rejects.toThrow(
      'not authorized',
    )
    await client.close()
    for (const [user, words] of [
      ['forecourt:first', 'Authentication failed'],
      ['nobody:first', 'Authentication failed'],
    ] as const) {
      const refused = as(user)
      expect(refused.db().collection('cars').findOne()).rejects.toThrow(words)
      await Bun.sleep(200)
      await refused.close()
    }
    const stranger = new MongoClient(`mongodb://${host}/forecourt?replicaSet=rs0`)
    expect(stranger.db().collection('cars').findOne()).rejects.toThrow('requires authentication')
    await Bun.sleep(200)
    await stranger.close()
  })
})
