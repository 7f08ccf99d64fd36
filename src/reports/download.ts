import type { Body } from '../platform/http/compress.ts'
import { type Answer, respond } from '../platform/http/respond.ts'

/** A file to keep: headers and ETag as everywhere; `make` runs only for readers who do not hold it yet. */
export function download(
  request: Request,
  { name, headers, ...answer }: Answer & { name: string },
  make: () => Promise<Body>,
): Promise<Response> {
  const disposition = { 'content-disposition': `attachment; filename="${name}"` }
  return respond(request, { ...answer, headers: { ...headers, ...disposition } }, make)
}
