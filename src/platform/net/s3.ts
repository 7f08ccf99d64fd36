import { S3Client } from 'bun'

/** How a service that speaks S3 is reached. null: as the service's own usage has it. */
export type S3Access = {
  endpoint: string | null
  region: string | null
  accessKeyId: string | null
  secretAccessKey: string | null
}

/** ms that any request gets, and bytes a ms that a large file may take at least */
const PATIENCE = 60_000
const SLOWEST = 100

export function s3Client(bucket: string, access: S3Access): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = access
  return new S3Client({
    bucket,
    ...(endpoint !== null && { endpoint }),
    ...(region !== null && { region }),
    ...(accessKeyId !== null && { accessKeyId }),
    ...(secretAccessKey !== null && { secretAccessKey }),
  })
}

/** A key of a bucket. `modified`: ISO moment, empty where the service does not tell. */
export type Listed = { key: string; modified: string; bytes: number }

/** All keys that begin with a prefix, page by page. */
export async function* listed(client: S3Client, prefix: string): AsyncGenerator<Listed> {
  let continuationToken: string | undefined
  do {
    const page = await within(
      client.list({ prefix, ...(continuationToken !== undefined && { continuationToken }) }),
    )
    for (const { key, lastModified = '', size = 0 } of page.contents ?? []) {
      yield { key, modified: lastModified, bytes: size }
    }
    continuationToken = page.isTruncated ? page.nextContinuationToken : undefined
  } while (continuationToken !== undefined)
}

/** Waits for an answer as long as so many bytes may take. @throws Error when none comes */
export async function within<T>(work: Promise<T>, bytes = 0, patience = PATIENCE): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error('it does not answer')),
    patience + bytes / SLOWEST,
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

/** What went wrong, in one line without secrets. */
export function inWords(
  error: unknown,
  bucket: string,
  { secretAccessKey }: Pick<S3Access, 'secretAccessKey'>,
): string {
  const { message, code } = error as Error & { code?: string }
  const said = `${code ? `${code}: ` : ''}${message}`.split('\n')[0] ?? ''
  const safe = secretAccessKey ? said.replaceAll(secretAccessKey, '***') : said
  return `bucket ${bucket}: ${safe}`
}
