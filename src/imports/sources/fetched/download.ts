import { open, rename, rm, stat } from 'node:fs/promises'
import { type Message, message } from '../../../platform/language/message.ts'
import { type Guard, guardedFetch, RefusedAddress } from '../../../platform/net/guarded-fetch.ts'
import { isPassing, type Patience, retryAfter, waitBefore } from '../../../platform/net/patience.ts'
import { PrivateAddress } from '../../../platform/net/public-address.ts'
import { withoutSecrets } from '../names.ts'
import { SourceRefused } from '../refused.ts'
import { SourceUnavailable } from '../source.ts'
import { nameIn } from './file-name.ts'

export type Fetching = {
  guard: Guard
  patience: Patience
  /** bytes of one file */
  mostBytes: number
  headers?: Record<string, string>
}
/** What tells whether a file is still the one that was fetched before. */
export type Validators = { etag: string | null; modified: string | null }
/** `headers`: of the answer; `url`: where it came from. */
export type Fetched = Validators & { name: string; bytes: number; url: string; headers: Headers }

/** Worth another attempt. `after`: ms that the server asks to wait. */
class Passing extends Error {
  constructor(
    readonly words: Message,
    readonly after = 0,
  ) {
    super()
  }
}

type Part = { bytes: number; validator: string | null }

/**
 * Brings what stands at an address into a file, whole or not at all; null: it is what `known` says, and the file stays.
 * What breaks off is taken up where it broke off, where the server can say that it is still the same.
 * @throws SourceUnavailable, SourceRefused
 */
export async function download(
  address: string,
  path: string,
  known: Validators | null,
  fetching: Fetching,
): Promise<Fetched | null> {
  const { patience } = fetching
  const whole = AbortSignal.timeout(patience.whole)
  const draft = `${path}.part`
  const part: Part = { bytes: 0, validator: null }
  await rm(draft, { force: true })
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const found = await attemptAt(address, draft, part, known, fetching, whole)
        if (found !== null) await rename(draft, path)
        return found
      } catch (error) {
        const passing = asPassing(address, error)
        if (attempt === patience.attempts || whole.aborted) throw gaveUp(address, passing, attempt)
        await Bun.sleep(waitBefore(attempt, patience, passing.after))
      }
    }
  } finally {
    await rm(draft, { force: true })
  }
}

async function attemptAt(
  address: string,
  draft: string,
  part: Part,
  known: Validators | null,
  { guard, patience, mostBytes, headers = {} }: Fetching,
  whole: AbortSignal,
): Promise<Fetched | null> {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), patience.answer)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stop.abort(), patience.silence)
  }
  try {
    const signal = AbortSignal.any([stop.signal, whole])
    const sent = { 'accept-encoding': 'identity', ...headers, ...conditions(part, known) }
    const { answer, url } = await guardedFetch(address, { headers: sent, signal }, guard)
    if (answer.status === 304) return null
    refuseStatus(address, answer)
    if (!continues(answer, part)) part.bytes = 0
    part.validator = strong(answer.headers)
    await save(answer, draft, part, mostBytes, address, heard)
    const { headers: given } = answer
    return {
      etag: given.get('etag'),
      modified: given.get('last-modified'),
      name: nameIn(given, url),
      bytes: part.bytes,
      url,
      headers: given,
    }
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

function conditions({ bytes, validator }: Part, known: Validators | null): Record<string, string> {
  if (bytes > 0 && validator !== null) return { range: `bytes=${bytes}-`, 'if-range': validator }
  if (bytes > 0 || known === null) return {}
  return {
    ...(known.etag !== null && { 'if-none-match': known.etag }),
    ...(known.modified !== null && { 'if-modified-since': known.modified }),
  }
}

/** A weak one says that two are alike, not that their bytes are. */
function strong(headers: Headers): string | null {
  const etag = headers.get('etag')
  return etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified')
}

function refuseStatus(address: string, answer: Response): void {
  const { status, headers } = answer
  if (status === 200 || status === 206) return
  const said = message('it answers {status}', { status: String(status) })
  if (status === 416 || isPassing(status)) throw new Passing(said, retryAfter(headers))
  throw away(address, status === 401 || status === 403 ? message('it asks for a sign-in') : said)
}

/** Whether an answer goes on where the part ends. @throws Passing where it goes on elsewhere */
function continues({ status, headers }: Response, part: Part): boolean {
  if (status !== 206) return false
  const from = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]
  if (Number(from) === part.bytes && strong(headers) === part.validator) return true
  Object.assign(part, { bytes: 0, validator: null })
  throw new Passing(message('it gives another part than was asked for'))
}

async function save(
  { body, headers }: Response,
  draft: string,
  part: Part,
  mostBytes: number,
  address: string,
  heard: () => void,
): Promise<void> {
  const stated = headers.get('content-encoding') === null ? headers.get('content-length') : null
  const expected = stated === null ? null : part.bytes + Number(stated)
  if (expected !== null && expected > mostBytes) throw tooLarge(address, mostBytes)
  const file = await open(draft, part.bytes === 0 ? 'w' : 'r+')
  try {
    await file.truncate(part.bytes)
    if (body) {
      for await (const chunk of body as ReadableStream<Uint8Array>) {
        heard()
        if (part.bytes + chunk.byteLength > mostBytes) throw tooLarge(address, mostBytes)
        await file.write(chunk, 0, chunk.byteLength, part.bytes)
        part.bytes += chunk.byteLength
      }
    }
  } finally {
    await file.close()
  }
  if (expected !== null && part.bytes !== expected) throw new Passing(BROKE_OFF)
  if ((await stat(draft)).size !== part.bytes) throw new Passing(BROKE_OFF)
}

const BROKE_OFF = message('it breaks off before its end')

const tooLarge = (address: string, most: number) =>
  new SourceRefused(
    message('{source} holds more than {n} MB: SOURCE_MAX_MB allows more', {
      source: withoutSecrets(address),
      n: Math.round(most / 1_000_000),
    }),
  )

/** @throws what no further attempt can mend */
function asPassing(address: string, error: unknown): Passing {
  if (error instanceof Passing) return error
  if (error instanceof SourceRefused || error instanceof SourceUnavailable) throw error
  if (error instanceof PrivateAddress) {
    throw new SourceRefused(
      message('{host} lies in a private network: ALLOW_PRIVATE_SOURCES=on lets it be read', {
        host: error.host,
      }),
    )
  }
  if (error instanceof RefusedAddress) {
    throw new SourceRefused(
      message('The address is not read: {reason}', { reason: REFUSED[error.reason] }),
    )
  }
  const { name, code } = error as Error & { code?: string }
  if (code === 'ENOSPC' || code === 'EROFS') throw error
  if (code === 'ENOTFOUND') throw away(address, message('there is no such host'))
  const late = name === 'AbortError' || name === 'TimeoutError'
  return new Passing(
    late
      ? message('it does not answer in time')
      : message('it cannot be reached ({code})', { code: code ?? name }),
  )
}

const REFUSED = {
  scheme: message('it is no http or https address'),
  hops: message('it redirects too often'),
  downgrade: message('it redirects from https to http'),
}

const gaveUp = (address: string, { words }: Passing, attempts: number) =>
  away(
    address,
    message('{reason}, {n, plural, one {asked once} other {asked # times}}', {
      reason: words,
      n: attempts,
    }),
  )

const away = (address: string, reason: Message) =>
  new SourceUnavailable(
    message('{source} is not there: {reason}', { source: withoutSecrets(address), reason }),
  )
