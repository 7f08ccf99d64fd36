import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { access } from '../platform/http/access.ts'
import { ownPath } from '../platform/http/address.ts'
import { contextOf } from '../platform/http/context.ts'
import { roleOf } from '../platform/http/identity.ts'
import { readText } from '../platform/http/limits.ts'
import { hiddenRoute, pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { createThrottle } from '../platform/http/rate-limit.ts'
import { redirect } from '../platform/http/respond.ts'
import type { Rights } from '../platform/http/rights.ts'
import { closeSession, openSession } from '../platform/http/session.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { LoginPage } from './views.tsx'

/** Tokens that one client may try, in so many seconds */
const TRIES = 10
const WINDOW = 15 * 60
const LoginQuery = z.strictObject({
  page: z.string().max(2000).default('/').meta({ description: 'Where to go once signed in' }),
})

/** A token typed once instead of with every request: a sealed cookie stands for it. */
export function loginRoutes(deps: Deps & { rights: Rights }) {
  const { rights } = deps
  const throttle = createThrottle(TRIES, WINDOW)
  return new Elysia({ name: 'login' })
    .use(access)
    .get(
      '/login',
      async ({ request }) => {
        const { page: wanted } = readQuery(LoginQuery, request)
        return loginPage(deps, request, ownPath(wanted), null)
      },
      pageRoute({ query: LoginQuery }),
    )
    .post(
      '/login',
      async ({ request }) => {
        await throttle.check(request)
        const form = new URLSearchParams(await readText(request))
        const wanted = ownPath(form.get('page') ?? '/')
        const role = roleOf(form.get('token')?.trim() ?? '', rights)
        if (role === 'stranger') {
          await throttle.fail(request)
          return loginPage(deps, request, wanted, 422)
        }
        const cookie = await openSession(role, rights, contextOf(request).secure)
        return redirect(wanted, 303, { 'set-cookie': cookie })
      },
      {
        ...hiddenRoute(),
        access: 'anyone',
        ownForm: true,
        parse: 'none',
      },
    )
    .post(
      '/logout',
      async ({ request }) =>
        redirect('/login', 303, { 'set-cookie': closeSession(contextOf(request).secure) }),
      {
        ...hiddenRoute(),
        access: 'anyone',
        ownForm: true,
        parse: 'none',
      },
    )
}

/** @param status of a token that opens nothing; null: none was sent */
async function loginPage(
  deps: Deps & { rights: Rights },
  request: Request,
  wanted: string,
  status: number | null,
): Promise<Response> {
  const { adminToken, readerToken } = deps.rights
  const identity = await contextOf(request).identity()
  return page(deps, request, status === null ? {} : { status }, () => ({
    title: t('Sign in'),
    description: t('Sign in with the token of whoever runs this server'),
    noindex: true,
    body: (
      <LoginPage
        identity={identity}
        hasToken={adminToken !== null || readerToken !== null}
        page={wanted}
        {...(status !== null && { problem: t('This token opens nothing here.') })}
      />
    ),
  }))
}
