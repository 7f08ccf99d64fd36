import type { Bytes } from '../http/stream.ts'
import type { Feed } from './feed.ts'
import { Follower } from './follower.ts'

const HELLO = 'retry: 1000\n: here\n\n'
const encoder = new TextEncoder()

/** One message of a stream; its data may have several lines. Encoded once, for all who read the same. */
export const sseMessage = (data: string, id: string): Bytes =>
  encoder.encode(`retry: 1000\nid: ${id}\n${data.replace(/^/gm, 'data: ')}\n\n`)

/** A stream must not wait in a proxy until there is enough of it. */
export const FLOWING = { 'x-accel-buffering': 'no' }

/**
 * What a page shows, anew whenever it changes; a slow reader misses what was in between.
 * @param held the version that the reader shows @param isOver whether what was sent last was the last
 */
export async function* pageStream(
  feed: Feed<unknown>,
  held: string | null,
  render: (version: string) => Promise<Bytes>,
  isOver: () => boolean = () => false,
): AsyncGenerator<string | Bytes> {
  const follower = new Follower(feed, 'version')
  const nameOf = (version: number) => `${PROCESS}-${version}`
  try {
    let shown = held
    // Whoever gets a page at once gets no word before it: a second write costs each open stream kilobytes.
    if (nameOf(feed.version) === held) yield HELLO
    while (!feed.isEnding && !isOver()) {
      const version = nameOf(feed.version)
      if (version !== shown) {
        shown = version
        yield await render(version)
      } else if (await follower.silence()) yield ': still here\n\n'
    }
  } finally {
    follower.leave()
  }
}

/** Versions are counted by one process: another one's say nothing here. */
const PROCESS = crypto.randomUUID().slice(0, 8)
