import { Elysia } from 'elysia'
import { message } from '../language/message.ts'
import { hostOf } from './address.ts'
import { contextOf } from './context.ts'
import { HttpError } from './errors.ts'
import { bearer } from './identity.ts'

/** Who a route is for. `anyone` is stated too, so that no route that changes something forgets to say. */
type Access = 'anyone' | 'reader' | 'operator'

/**
 * `access: 'operator'` on a route: who may not is refused before anything of the request is read. `ownForm` on a
 * form that is open to all: no other site may send it.
 */
export const access = new Elysia({ name: 'access' }).macro({
  access: (needed: Access) => ({
    detail: { 'x-access': needed } as object,
    async beforeHandle({ request }: { request: Request }) {
      if (needed !== 'anyone') await requireAccess(request, needed)
    },
  }),
  ownForm: (wanted: boolean) => ({
    beforeHandle({ request }: { request: Request }) {
      if (wanted) refuseOtherSites(request)
    },
  }),
})

type Stated = { method: string; path: string; hooks?: { detail?: object } }

/** Routes that may change something and do not state for whom they are. */
export function withoutAccess(routes: readonly Stated[]): string[] {
  return routes
    .filter(({ method, hooks }) => {
      return !['GET', 'HEAD', 'OPTIONS'].includes(method) && !('x-access' in (hooks?.detail ?? {}))
    })
    .map(({ method, path }) => `${method} ${path}`)
}

/** Whether a page may offer changes to whoever asks for it. */
export async function mayWrite(request: Request): Promise<boolean> {
  return (await contextOf(request).identity()) === 'operator'
}

/** @throws HttpError 401 where a token would help, else 403 */
async function requireAccess(request: Request, needed: 'reader' | 'operator'): Promise<void> {
  const context = contextOf(request)
  const { rights } = context
  refuseOtherSites(request)
  const who = await context.identity()
  if (who === 'operator' || who === needed) return
  // Without READER_TOKEN everybody reads, but for those who show a wrong token.
  const sent = bearer(request) !== null
  if (needed === 'reader' && rights.readerToken === null && !sent) return
  const token = needed === 'operator' ? rights.adminToken : rights.readerToken
  if (who === 'stranger' && (token !== null || sent)) throw unknown()
  throw new HttpError(
    403,
    message('Changes need ADMIN_TOKEN, or a browser on the machine that runs Forecourt.'),
  )
}

const unknown = () =>
  new HttpError(401, message('Send the admin token as Authorization: Bearer ….'), {
    headers: { 'www-authenticate': 'Bearer' },
  })

/** @throws HttpError 403 for what a browser sends from a page of another site */
function refuseOtherSites(request: Request): void {
  if (['GET', 'HEAD'].includes(request.method)) return
  const { rights } = contextOf(request)
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  // A browser adds no token by itself: who sends one from a page that CORS_ORIGINS names means to.
  const known = origin !== null && rights.origins.includes(origin)
  if (known && bearer(request) !== null) return
  const own =
    site !== null
      ? site === 'same-origin' || site === 'none'
      : origin === null || isOwn(origin, hostOf(request), rights.publicUrl)
  if (!own) throw new HttpError(403, message('Another site may not send this form.'))
}

function isOwn(origin: string, host: string, publicUrl: string | null): boolean {
  const own = publicUrl === null ? null : URL.parse(publicUrl)?.origin
  return URL.parse(origin)?.host === host || origin === own
}
