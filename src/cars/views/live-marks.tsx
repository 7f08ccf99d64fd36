import { t } from '../../platform/language/message.ts'

/*
 * How a car stands on the live market is asked for once the page is there, so that the page itself stays that of the
 * snapshot and can be kept. Without JavaScript the way to /live is there.
 */

/** Where the state of a car appears. */
export const LiveMark = ({ id }: { id: string }) => (
  <span id={`live-${id}`} class="live-mark"></span>
)

/** Asks for the states of the cars of a page, now and again. `look`: the car whose price a reader's browser remembers. */
export function LiveMarks({ ids, look }: { ids: readonly string[]; look?: string }) {
  if (ids.length === 0) return null
  const asked = [...ids.map((id) => ['id', id]), ...(look === undefined ? [] : [['look', look]])]
  return (
    <div
      hx-get={`/live/marks?${new URLSearchParams(asked)}`}
      hx-trigger="load, every 5s"
      hx-target="this"
      hx-swap="none"
      hx-push-url="false"
      hx-indicator="this"
    ></div>
  )
}

/** What happened to one car. */
export const LiveLink = ({ id }: { id: string }) => (
  <a href={`/live?${new URLSearchParams([['car', id]])}`} safe>
    {t('On the live market')}
  </a>
)
