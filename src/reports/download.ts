import { type Answer, respond } from '../platform/http/respond.ts'

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** A file to keep: headers and ETag as everywhere; `make` runs only for readers who do not hold it yet. */
export async function download(
  request: Request,
  { name, ...answer }: Answer & { name: string },
  make: () => Promise<Body>,
): Promise<Response> {
  const empty = await respond(request, answer, () => '')
  if (empty.status === 304) return empty
  const headers = new Headers(empty.headers)
  headers.set('content-disposition', `attachment; filename="${name}"`)
  return new Response(await make(), { status: empty.status, headers })
}
