import { z } from 'zod'
import { readQuery } from './query.ts'
import { redirect } from './respond.ts'

const Nothing = z.strictObject({})
/** What advertisements and newsletters add to the address of a page; it means nothing here. */
const TRACKING = /^(utm_\w+|gclid|dclid|fbclid|msclkid)$/

/**
 * What a route lets in, before its handler runs: no parameters at all where it states no query. Where it states
 * one, the handler reads it, as some show what is wrong beside a field.
 * @throws HttpError 400
 */
export const admitQuery =
  (query: z.ZodObject | undefined) =>
  ({ request }: { request: Request }): void => {
    if (!query) readQuery(Nothing, request)
  }

/** Pages are reached from elsewhere: they lead to their address without what others added to it. */
export const admitPage =
  (query: z.ZodObject | undefined) =>
  ({ request }: { request: Request }): Response | undefined => {
    const address = request.method === 'GET' ? withoutTracking(request.url) : null
    if (address !== null) return redirect(address, 302)
    admitQuery(query)({ request })
    return undefined
  }

function withoutTracking(url: string): string | null {
  const { pathname, searchParams } = new URL(url)
  const rest = [...searchParams].filter(([name]) => !TRACKING.test(name))
  if (rest.length === searchParams.size) return null
  return rest.length === 0 ? pathname : `${pathname}?${new URLSearchParams(rest)}`
}
