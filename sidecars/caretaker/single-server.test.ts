import { expect, test } from 'bun:test'
import { ReplicaSet } from '../../tests/stand-in/replica-set.ts'
import type { Admin } from './admin.ts'
import { settleUsers } from './single-server.ts'

const WANTED = {
  adminPassword: 'root-password',
  marketUrl: 'mongodb://forecourt:market-password@mongo:27017/forecourt?authSource=admin',
  exporterUrl: 'mongodb://exporter:exporter-password@mongo:27017/forecourt?authSource=admin',
}

/** A server with users, as the stand-in has them; passwords are compared here, as there is no conversation. */
function server(root: string, password: string) {
  const kept = { config: null, users: [] as never[] }
  const mongo = new ReplicaSet(kept, { set: null, login: true }, () => {})
  const passwords = new Map([[root, password]])
  mongo.addUser(root, password, ['root'])
  const connect = async (url: string): Promise<Admin> => {
    const { username, password } = new URL(url)
    const refuse = (code: number, words: string) => Object.assign(new Error(words), { code })
    if (passwords.get(username) !== decodeURIComponent(password)) throw refuse(18, 'failed')
    const user = { user: username, roles: [], verifier: {} as never }
    return {
      close: async () => {},
      async command(command) {
        const said = mongo.answer({ loopback: false, user }, { ...command, $db: 'admin' })
        if (said?.ok === 0) throw refuse(Number(said.code), String(said.errmsg))
        const name = command.createUser ?? command.updateUser
        if (name !== undefined && command.pwd !== undefined)
          passwords.set(String(name), String(command.pwd))
        return said
      },
    }
  }
  return { connect, rolesOf: async (user: string) => (await infoOf(connect, user)) as unknown[] }
}

async function infoOf(connect: (url: string) => Promise<Admin>, user: string) {
  const admin = await connect('mongodb://admin:root-password@mongo/admin')
  return (await admin.command({ usersInfo: user })).users[0].roles
}

test('a new server gets a user for each client, with no more rights than it needs', async () => {
  const { connect, rolesOf } = server('admin', 'root-password')
  expect(await settleUsers(WANTED, connect)).toEqual([
    'made the user forecourt',
    'made the user exporter',
  ])
  expect(await settleUsers(WANTED, connect)).toEqual([])
  expect(JSON.stringify(await rolesOf('forecourt'))).not.toMatch(/root|Any|dbOwner/)
  expect(JSON.stringify(await rolesOf('exporter'))).not.toMatch(/root|Any|dbOwner|readWrite/)
})

test("on a server of 0.1.0 the market's user stops being the administrator, and keeps its password", async () => {
  const { connect, rolesOf } = server('forecourt', 'root-password')
  const old = { ...WANTED, marketUrl: WANTED.marketUrl.replace('market-password', 'root-password') }
  expect(await settleUsers(old, connect)).toEqual([
    'made the user admin',
    'gave the user forecourt the rights that it needs, and no others',
    'made the user exporter',
  ])
  expect(await settleUsers(old, connect)).toEqual([])
  expect(JSON.stringify(await rolesOf('forecourt'))).not.toContain('root')
})

test('a server of another password is left alone', async () => {
  const { connect } = server('admin', 'another')
  expect(settleUsers(WANTED, connect)).rejects.toThrow('failed')
})
