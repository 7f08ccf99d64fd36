import type { Feed, News } from '../platform/streams/feed.ts'
import { Follower } from '../platform/streams/follower.ts'
import type { TransactionReader } from '../transactions/store.ts'
import type { Recorded } from '../transactions/transaction.ts'

const AT_ONCE = 200
const HELLO = 'retry: 1000\n: the live market\n\n'

/**
 * Every transaction since a mark, each as it is applied; none: from now on. The mark after a batch is the id of its last
 * message, so that who resumes there misses nothing, and may get again what was on its way. A slow reader is given what
 * he has room for, and reads on from the store where he was.
 */
export async function* transactionStream(
  feed: Feed<Recorded>,
  store: Pick<TransactionReader, 'since'>,
  from: string | null,
  write: (items: readonly Recorded[]) => Promise<readonly object[]>,
): AsyncGenerator<string> {
  const follower = new Follower(feed, 'news')
  try {
    let mark = from ?? (await store.since(null, 0)).mark
    let behind = true
    yield HELLO
    while (!feed.isEnding) {
      const next: News<Recorded> | undefined = behind ? undefined : follower.waiting.shift()
      behind ||= next !== undefined && next.from !== mark
      const found = behind ? await store.since(mark, AT_ONCE) : next
      if (found && found.items.length > 0) {
        mark = found.mark
        yield batch(await write(found.items), mark)
        continue
      }
      if (behind) {
        // Caught up: what was heard meanwhile is known by its marks.
        behind = follower.overflowed()
        if (!behind) follower.forgetUpTo(mark)
        if (behind || follower.waiting.length > 0) continue
      }
      if (await follower.silence()) yield ': still here\n\n'
    }
  } finally {
    follower.leave()
  }
}

function batch(items: readonly object[], mark: string): string {
  const last = items.length - 1
  return items
    .map((item, at) => {
      const data = `data: ${JSON.stringify(item)}\n\n`
      return at === last ? `id: ${mark}\n${data}` : data
    })
    .join('')
}
