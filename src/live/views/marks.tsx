import { capital } from '../../platform/language/format.ts'
import { priceSince } from '../../snapshots/views/price-since.ts'
import type { Mark } from '../read-marks.ts'
import { stateWords } from './words.ts'

/** What htmx puts beside each car that a page shows; nothing where nothing has happened. */
export function Marks({ marks }: { marks: ReadonlyMap<string, Mark> }) {
  return (
    <>
      {[...marks].map(([id, { state, since }]) => {
        const words = [stateWords(state), since && priceSince(since.price, since.now)]
          .filter((part) => part !== null)
          .join(', ')
        return (
          <tag of="hx-partial" hx-target={`#live-${id}`} hx-swap="innerHTML">
            {words ? <strong safe>{capital(words)}</strong> : null}
          </tag>
        )
      })}
    </>
  )
}
