type Stored = { body: Uint8Array; at: number }

/** As much of S3 as an upload needs: PUT, in parts too, GET, HEAD, DELETE and lists of two keys a page. */
export function fakeS3(bucket: string) {
  const objects = new Map<string, Stored>()
  const parts = new Map<string, Map<number, Uint8Array>>()
  const puts: string[] = []
  const state = { unsigned: 0, writes: 0, most: Number.POSITIVE_INFINITY, clock: 0 }

  const keep = (key: string, body: Uint8Array) => {
    puts.push(key)
    objects.set(key, { body, at: Date.now() + ++state.clock * 1000 })
    return new Response(null, { headers: { etag: '"tag"' } })
  }
  const list = (query: URLSearchParams) => {
    const all = [...objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? ''))
      .sort()
    const from = Number(query.get('continuation-token') ?? 0)
    const page = all.slice(from, from + 2)
    const more = from + 2 < all.length
    const contents = page.map((key) => {
      const { body, at } = objects.get(key) as Stored
      return `<Contents><Key>${key}</Key><LastModified>${new Date(at).toISOString()}</LastModified><Size>${body.length}</Size></Contents>`
    })
    return xml(
      `<ListBucketResult><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${contents.join('')}${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}</ListBucketResult>`,
    )
  }
  const write = async (request: Request, key: string, query: URLSearchParams) => {
    if (++state.writes > state.most) return problem(503, 'SlowDown')
    const upload = query.get('uploadId')
    const body = new Uint8Array(await request.arrayBuffer())
    if (upload === null) return keep(key, body)
    parts.get(upload)?.set(Number(query.get('partNumber')), body)
    return new Response(null, { headers: { etag: '"part"' } })
  }
  const multipart = (key: string, query: URLSearchParams) => {
    const upload = query.get('uploadId')
    if (upload === null) {
      const id = crypto.randomUUID()
      parts.set(id, new Map())
      return xml(
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    const inOrder = [...(parts.get(upload) ?? [])].sort(([a], [b]) => a - b)
    keep(key, Buffer.concat(inOrder.map(([, body]) => body)))
    return xml(
      '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>',
    )
  }

  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    maxRequestBodySize: 1 << 30,
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (!/^AWS4-HMAC-SHA256 Credential=/.test(request.headers.get('authorization') ?? '')) {
        state.unsigned += 1
        return problem(403, 'AccessDenied')
      }
      const [, name, ...rest] = decodeURIComponent(pathname).split('/')
      const key = rest.join('/')
      if (name !== bucket) return problem(404, 'NoSuchBucket')
      if (request.method === 'PUT') return write(request, key, searchParams)
      if (request.method === 'POST') return multipart(key, searchParams)
      if (request.method === 'DELETE') {
        objects.delete(key)
        return new Response(null, { status: 204 })
      }
      if (key === '') return list(searchParams)
      const found = objects.get(key)
      return found ? new Response(found.body.slice().buffer) : problem(404, 'NoSuchKey')
    },
  })

  return {
    url: `http://127.0.0.1:${server.port}`,
    objects,
    /** keys in the order in which they were written */
    puts,
    get unsigned() {
      return state.unsigned
    },
    /** Every write after this many fails. */
    failAfter(writes: number) {
      state.most = writes
      state.writes = 0
    },
    reset() {
      objects.clear()
      puts.length = 0
      Object.assign(state, { unsigned: 0, writes: 0, most: Number.POSITIVE_INFINITY })
    },
    stop: () => server.stop(true),
  }
}

const xml = (body: string, status = 200) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, {
    status,
    headers: { 'content-type': 'application/xml' },
  })

const problem = (status: number, code: string) =>
  xml(`<Error><Code>${code}</Code><Message>no</Message></Error>`, status)
