import { pipeline, Readable, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip as gzipped,
  zstdCompress,
} from 'node:zlib'
import Negotiator from 'negotiator'
import { remembered } from '../remembered.ts'
import { chunksOf, streamed } from './stream.ts'

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
type Coding = 'br' | 'gzip' | 'zstd'

/** Best first: brotli makes the smallest of a page, zstd keeps up with an export. */
const WHOLE: Coding[] = ['br', 'zstd', 'gzip']
const FLOWING: Coding[] = ['zstd', 'br', 'gzip']
/** Bytes below which a body grows rather than shrinks */
const WORTH_IT = 1024

const COMPRESS: Record<Coding, (body: Uint8Array, quality: number) => Promise<Uint8Array>> = {
  br: (body, quality) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
    return promisify(brotliCompress)(body, { params })
  },
  gzip: (body, quality) => promisify(gzipped)(body, { level: quality }),
  zstd: (body) => promisify(zstdCompress)(body),
}
/** For answers that are made while a reader waits; brotli's own default takes a hundred times as long */
const QUICK = 5
const STREAMED: Record<Coding, () => Transform> = {
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: QUICK } }),
  gzip: () => createGzip({ level: QUICK }),
  zstd: () => createZstdCompress(),
}

/** What a client takes, by RFC 9110 (a quality of 0 refuses); null: as it is. */
export function codingFor({ headers }: Request, choose = wholeCoding): Coding | null {
  const accepted = headers.get('accept-encoding')
  const coding = accepted === null ? 'identity' : choose(accepted)
  return coding === 'identity' ? null : coding
}

const choosing = (preferred: Coding[]) =>
  remembered((accepted): Coding | 'identity' => {
    const negotiator = new Negotiator({ headers: { 'accept-encoding': accepted } })
    const chosen = negotiator.encoding([...preferred, 'identity'], { preferred })
    return preferred.find((each) => each === chosen) ?? 'identity'
  })
const wholeCoding = choosing(WHOLE)
const flowingCoding = choosing(FLOWING)

/** A body as this client takes it; what is small stays as it is. */
export async function compress(
  request: Request,
  body: Body,
): Promise<{ body: Body; coding: Coding | null }> {
  const coding = codingFor(request, body instanceof ReadableStream ? flowingCoding : wholeCoding)
  if (coding === null) return { body, coding }
  if (body instanceof ReadableStream) {
    return { body: throughCoder(body, STREAMED[coding]()), coding }
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  if (bytes.byteLength < WORTH_IT) return { body, coding: null }
  return { body: new Uint8Array(await COMPRESS[coding](bytes, QUICK)), coding }
}

/** A reader who leaves stops the coder, and the coder what feeds it. */
function throughCoder(body: ReadableStream<Uint8Array>, coder: Transform): Body {
  pipeline(Readable.from(chunksOf(body)), coder, () => {})
  return streamed(coder)
}

export type Variants = { plain: Uint8Array<ArrayBuffer> } & Record<Coding, Uint8Array<ArrayBuffer>>

/** A file in every coding, as small as is worth a start's time: made once, before anybody asks. */
export async function compressBeforehand(plain: Uint8Array<ArrayBuffer>): Promise<Variants> {
  const coded = async (coding: Coding) => new Uint8Array(await COMPRESS[coding](plain, 9))
  const [br, zstd, gzip] = await Promise.all([coded('br'), coded('zstd'), coded('gzip')])
  return { plain, br, zstd, gzip }
}
