import { AUTHENTICATION_FAILED, type Connect, isRefusal, withAdmin } from './admin.ts'
import { EXPORTER_ROLES, MARKET_ROLES, settleUser, type User } from './users.ts'

/** What a single server's caretaker knows: the administrator's password, and the addresses that its clients were given. */
export type SingleServer = { adminPassword: string; marketUrl: string; exporterUrl: string }

/**
 * Makes the users of a single server, of least rights. On one that was made by 0.1.0 the market's user is the
 * administrator: it becomes what the others are, after an administrator of its own was made.
 * @returns what was done, in words
 * @throws Error when the server does not answer or knows neither
 */
export async function settleUsers(wanted: SingleServer, connect: Connect): Promise<string[]> {
  const { adminPassword, marketUrl, exporterUrl } = wanted
  const market = userIn(marketUrl, MARKET_ROLES)
  const exporter = userIn(exporterUrl, EXPORTER_ROLES)
  const urlOf = (name: string, password: string) => {
    const url = new URL(marketUrl)
    url.username = name
    url.password = encodeURIComponent(password)
    url.pathname = '/admin'
    return url.href
  }
  const done: string[] = []
  const asAdmin = urlOf('admin', adminPassword)
  const known = await withAdmin(connect, asAdmin, async () => true).catch((error) => {
    if (!isRefusal(error, AUTHENTICATION_FAILED)) throw error
    return false
  })
  if (!known) {
    await withAdmin(connect, urlOf(market.name, adminPassword), (admin) =>
      admin.command({ createUser: 'admin', pwd: adminPassword, roles: ['root'] }),
    )
    done.push('made the user admin')
  }
  await withAdmin(connect, asAdmin, async (admin) => {
    for (const user of [market, exporter])
      done.push(...(await settleUser(admin, user, connect, urlOf)))
  })
  return done
}

function userIn(address: string, roles: User['roles']): User {
  const { username, password } = new URL(address)
  return { name: decodeURIComponent(username), password: decodeURIComponent(password), roles }
}
