import {
  type Admin,
  AUTHENTICATION_FAILED,
  type Connect,
  isRefusal,
  UNAUTHORIZED,
  withAdmin,
} from './admin.ts'
import { MARKET_ROLES, settleUser } from './users.ts'

export type Wanted = {
  set: string
  /** HOST:PORT of the members; the first one's pod is where this runs */
  hosts: string[]
  adminPassword: string
  userPassword: string
}

export type Member = { _id: number; host: string }
export type SetConfig = { version: number; members: Member[] }

/**
 * Brings the set to what is wanted, however far it is: made, with its users and their passwords, and its members. Does
 * nothing where nothing is to be done.
 * @returns what was done, in words
 * @throws Error while it cannot be done yet: a member that does not answer, an election
 */
export async function settle(wanted: Wanted, connect: Connect): Promise<string[]> {
  const done: string[] = []
  const here = `127.0.0.1:${portOf(wanted)}`
  const known = await withAdmin(connect, urlOf(here, 'admin', wanted.adminPassword), async () => {})
    .then(() => true)
    .catch((error) => {
      if (isRefusal(error, AUTHENTICATION_FAILED)) return false
      throw error
    })
  if (!known) {
    // MongoDB lets a caller from its own machine in as long as there is no user at all.
    await withAdmin(connect, urlOf(here), (admin) => begin(admin, wanted, done))
  }
  const hosts = wanted.hosts.join(',')
  const url = urlOf(hosts, 'admin', wanted.adminPassword, wanted.set)
  await withAdmin(connect, url, async (admin) => {
    const market = { name: 'forecourt', password: wanted.userPassword, roles: MARKET_ROLES }
    const as = (user: string, password: string) => urlOf(hosts, user, password, wanted.set)
    done.push(...(await settleUser(admin, market, connect, as)))
    await settleMembers(admin, wanted, done)
  })
  return done
}

async function begin(admin: Admin, wanted: Wanted, done: string[]) {
  const hello = await admin.command({ hello: 1 })
  if (hello.setName === undefined) {
    const members = [{ _id: 0, host: wanted.hosts[0] }]
    await admin.command({ replSetInitiate: { _id: wanted.set, members } })
    done.push(`made the set ${wanted.set} of ${wanted.hosts[0]}`)
  }
  await untilPrimary(admin)
  try {
    await admin.command({ createUser: 'admin', pwd: wanted.adminPassword, roles: ['root'] })
  } catch (error) {
    if (!isRefusal(error, UNAUTHORIZED)) throw error
    throw new Error('there are users, and admin has another password than the Secret mongodb-admin')
  }
  done.push('made the user admin')
}

async function untilPrimary(admin: Admin) {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    if ((await admin.command({ hello: 1 })).isWritablePrimary) return
    await Bun.sleep(500)
  }
  throw new Error('no primary was elected yet')
}

async function settleMembers(admin: Admin, { hosts }: Wanted, done: string[]) {
  for (;;) {
    const { config } = await admin.command({ replSetGetConfig: 1 })
    const next = nextConfig(config, hosts)
    if (next === null) return
    await admin.command({ replSetReconfig: next })
    done.push(`members: ${next.members.map((member: Member) => member.host).join(', ')}`)
  }
}

/** The configuration after one step towards these hosts, as MongoDB takes one member at a time; null: none is left. */
export function nextConfig<C extends SetConfig>(config: C, hosts: string[]): C | null {
  const version = config.version + 1
  const missing = hosts.find((host) => !config.members.some((member) => member.host === host))
  if (missing !== undefined) {
    const _id = Math.max(...config.members.map((member) => member._id)) + 1
    return { ...config, version, members: [...config.members, { _id, host: missing }] }
  }
  const extra = config.members.findLast(({ host }) => !hosts.includes(host))
  if (extra === undefined) return null
  return { ...config, version, members: config.members.filter((member) => member !== extra) }
}

const portOf = ({ hosts }: Wanted): string => hosts[0]?.split(':')[1] ?? '27017'

/** Without a set: this one server, whatever it is. */
function urlOf(hosts: string, user?: string, password = '', set?: string): string {
  const login = user === undefined ? '' : `${user}:${encodeURIComponent(password)}@`
  const how = set === undefined ? 'directConnection=true' : `replicaSet=${set}`
  return `mongodb://${login}${hosts}/admin?${how}`
}
