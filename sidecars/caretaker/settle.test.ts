import { describe, expect, test } from 'bun:test'
import type { Admin } from './admin.ts'
import { nextConfig, type SetConfig, settle, type Wanted } from './settle.ts'

const HOSTS = ['m-0.m:27017', 'm-1.m:27017', 'm-2.m:27017']
const WANTED: Wanted = { set: 'rs0', hosts: HOSTS, adminPassword: 'a/b', userPassword: 'u' }
const refusal = (code: number) => Object.assign(new Error(`code ${code}`), { code })

/** MongoDB as far as its rules about users and members go. */
class FakeSet {
  users = new Map<string, { pwd: string; roles: unknown }>()
  config: (SetConfig & { _id: string }) | null = null
  said: string[] = []
  unreachable = ''

  connect = async (url: string): Promise<Admin> => {
    const { username, password, searchParams } = new URL(url.replace(/,[^/]*/, ''))
    if (searchParams.has('replicaSet') && !this.config) throw new Error('no such set')
    if (username !== '' && this.users.get(username)?.pwd !== decodeURIComponent(password))
      throw refusal(18)
    const first = () => username !== '' || this.users.size === 0
    return { close: async () => {}, command: async (command) => this.answer(command, first()) }
  }

  private answer(command: Record<string, unknown>, allowed: boolean) {
    if ('hello' in command)
      return this.config ? { setName: this.config._id, isWritablePrimary: true } : {}
    if (!allowed) throw refusal(13)
    const [name = ''] = Object.keys(command)
    this.said.push(name)
    if (name === 'replSetInitiate')
      this.config = { version: 1, ...(command.replSetInitiate as { _id: string; members: [] }) }
    if (name === 'createUser' || name === 'updateUser') {
      const user = String(command[name])
      if (name === 'createUser' && this.users.has(user)) throw refusal(51_003)
      this.users.set(user, {
        pwd: String(command.pwd),
        roles: command.roles ?? this.users.get(user)?.roles,
      })
    }
    if (name === 'replSetReconfig') {
      const next = command.replSetReconfig as SetConfig & { _id: string }
      if (next.members.at(-1)?.host === this.unreachable) throw new Error('not reachable')
      expect(next.version).toBe((this.config?.version ?? 0) + 1)
      expect(Math.abs(next.members.length - (this.config?.members.length ?? 0))).toBe(1)
      this.config = next
    }
    return name === 'usersInfo'
      ? { users: [this.users.get(String(command.usersInfo))].filter((user) => user) }
      : { config: this.config }
  }

  get members() {
    return this.config?.members.map(({ host }) => host)
  }
}

describe('the replica set', () => {
  test('is made from nothing, with users of least privilege, a member at a time', async () => {
    const mongo = new FakeSet()
    const done = await settle(WANTED, mongo.connect)
    expect(mongo.members).toEqual(HOSTS)
    expect(mongo.users.get('admin')).toEqual({ pwd: 'a/b', roles: ['root'] })
    expect(JSON.stringify(mongo.users.get('forecourt')?.roles)).not.toMatch(/root|dbOwner|Any/)
    expect(done.length).toBe(5)
    expect(done.join()).not.toContain('a/b')
  })

  test('is left alone once it is as it should be', async () => {
    const mongo = new FakeSet()
    await settle(WANTED, mongo.connect)
    mongo.said = []
    expect(await settle(WANTED, mongo.connect)).toEqual([])
    expect(mongo.said).toEqual(['usersInfo', 'replSetGetConfig'])
  })

  test('goes on where it stopped: a member that does not answer yet', async () => {
    const mongo = new FakeSet()
    mongo.unreachable = HOSTS[2] ?? ''
    expect(settle(WANTED, mongo.connect)).rejects.toThrow('not reachable')
    await Bun.sleep(1)
    expect(mongo.members).toEqual(HOSTS.slice(0, 2))
    mongo.unreachable = ''
    await settle(WANTED, mongo.connect)
    expect(mongo.members).toEqual(HOSTS)
  })

  test('takes a new password, and members away', async () => {
    const mongo = new FakeSet()
    await settle(WANTED, mongo.connect)
    const alone = { ...WANTED, hosts: HOSTS.slice(0, 1), userPassword: 'new' }
    await settle(alone, mongo.connect)
    expect(mongo.users.get('forecourt')?.pwd).toBe('new')
    expect(mongo.users.get('forecourt')?.roles).toHaveLength(2)
    expect(mongo.members).toEqual(HOSTS.slice(0, 1))
  })

  test('of another password is not touched, and the words say which', async () => {
    const mongo = new FakeSet()
    await settle(WANTED, mongo.connect)
    const other = { ...WANTED, adminPassword: 'other' }
    expect(settle(other, mongo.connect)).rejects.toThrow('mongodb-admin')
  })
})

test('a member gets an id that no other had, and the rest of the configuration stays', () => {
  const config = { version: 7, members: [{ _id: 4, host: 'a' }], term: 3 }
  expect(nextConfig(config, ['a', 'b'])).toEqual({
    version: 8,
    term: 3,
    members: [
      { _id: 4, host: 'a' },
      { _id: 5, host: 'b' },
    ],
  })
  expect(nextConfig(config, ['a'])).toBeNull()
})
