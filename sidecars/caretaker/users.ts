import { type Admin, AUTHENTICATION_FAILED, type Connect, isRefusal, withAdmin } from './admin.ts'

type Role = { role: string; db: string }
/** A user of MongoDB and how it is reached. */
export type User = { name: string; password: string; roles: Role[] }

const SEES_THE_SERVER = { role: 'clusterMonitor', db: 'admin' }
/** What the market's user may: its database, and to see how the server is. */
export const MARKET_ROLES = [{ role: 'readWrite', db: 'forecourt' }, SEES_THE_SERVER]
/** What the exporter's may: the same, and to change nothing. */
export const EXPORTER_ROLES = [{ role: 'read', db: 'forecourt' }, SEES_THE_SERVER]

/**
 * Makes a user that is not there, and gives one that is its password and its rights.
 * @param urlOf the address as a user with a password
 * @returns what was done, in words; empty when it was as it should be
 */
export async function settleUser(
  admin: Admin,
  { name, password, roles }: User,
  connect: Connect,
  urlOf: (user: string, password: string) => string,
): Promise<string[]> {
  const { users } = await admin.command({ usersInfo: name })
  const [found] = users as { roles: Role[] }[]
  if (!found) {
    await admin.command({ createUser: name, pwd: password, roles })
    return [`made the user ${name}`]
  }
  const done: string[] = []
  if (!sameRoles(found.roles, roles)) {
    await admin.command({ updateUser: name, roles })
    done.push(`gave the user ${name} the rights that it needs, and no others`)
  }
  await withAdmin(connect, urlOf(name, password), async () => {}).catch(async (error) => {
    if (!isRefusal(error, AUTHENTICATION_FAILED)) throw error
    await admin.command({ updateUser: name, pwd: password })
    done.push(`gave the user ${name} its new password`)
  })
  return done
}

function sameRoles(some: Role[], others: Role[]): boolean {
  const named = (roles: Role[]) => roles.map(({ role, db }) => `${db}.${role}`).sort()
  return Bun.deepEquals(named(some), named(others))
}
