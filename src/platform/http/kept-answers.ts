import { LRUCache } from 'lru-cache'
import { languageOf } from '../language/reader.ts'
import { canonicalUrl, hostOf } from './address.ts'
import { codingFor } from './compress.ts'
import { holds } from './etag.ts'
import { wantsFragment } from './htmx.ts'

/** A whole answer as it travels. */
export type KeptAnswer = {
  /** never sent itself: who asks gets a copy, which shares its bytes */
  response: Response
  /** of its body */
  bytes: number
  etag: string
  /** the pattern of the route that made it */
  route: string
}
export type AnswerCounts = {
  /** answered from here */
  kept: number
  /** made, and for those who asked for the same meanwhile */
  made: number
  entries: number
  bytes: number
}

/** Bytes beside a body and its key: headers, and the entry itself */
const AROUND = 2048
/** Of all room, what one answer may take at most */
const SHARE = 1 / 8

/**
 * Whole answers, the ones used last, up to a number of bytes. An answer is kept where its request and a version of the
 * market say all that it depends on. Who asks for what is just being made waits for that.
 */
export class KeptAnswers {
  private readonly kept: LRUCache<string, KeptAnswer>
  private readonly beingMade = new Map<string, Promise<KeptAnswer | null>>()
  private found = 0
  private made = 0

  /** @param bytes above 0 */
  constructor(bytes: number) {
    this.kept = new LRUCache({
      maxSize: bytes,
      maxEntrySize: Math.ceil(bytes * SHARE),
      sizeCalculation: (answer, key) => answer.bytes + 2 * key.length + AROUND,
    })
  }

  /** undefined: it has to be made. */
  find(key: string): KeptAnswer | undefined {
    const answer = this.kept.get(key)
    if (answer !== undefined) this.found += 1
    return answer
  }

  /**
   * The answer that is kept or being made, else a new one.
   * @param make null: what it made is for its own request alone
   * @returns null: the same
   */
  async once(key: string, make: () => Promise<KeptAnswer | null>): Promise<KeptAnswer | null> {
    const known = this.find(key)
    if (known) return known
    this.made += 1
    const before = this.beingMade.get(key)
    if (before) return before
    const making = make()
    this.beingMade.set(key, making)
    try {
      const answer = await making
      if (answer) this.kept.set(key, answer)
      return answer
    } finally {
      this.beingMade.delete(key)
    }
  }

  get counts(): AnswerCounts {
    return {
      kept: this.found,
      made: this.made,
      entries: this.kept.size,
      bytes: this.kept.calculatedSize,
    }
  }
}

/** Whether the answer to a request may be another's too: nobody has signed in, and nothing but an address was sent. */
export function isImpersonal({ method, headers }: Request): boolean {
  if (method !== 'GET' || headers.has('authorization') || headers.has('content-length'))
    return false
  const cookies = headers.get('cookie')
  return cookies === null || !/(^|;\s*)session=/.test(cookies)
}

/** All that an answer about a version of the market depends on. */
export function keyOf(request: Request, version: string): string {
  const part = wantsFragment(request) ? 'part' : ''
  return `${version} ${languageOf(request)} ${part} ${codingFor(request) ?? ''} ${hostOf(request)} ${canonicalUrl(request)}`
}

/** An answer that is kept, or that the reader holds it. */
export function answerWith(request: Request, { response: whole, etag }: KeptAnswer): Response {
  const wanted = request.headers.get('if-none-match')
  if (wanted === null || !holds(wanted, etag)) return whole.clone()
  const response = new Response(null, { status: 304, headers: whole.headers })
  for (const name of ['content-type', 'content-encoding']) response.headers.delete(name)
  return response
}
