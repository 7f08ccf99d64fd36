import { capital } from '../../platform/language/format.ts'
import type { CarState } from '../../transactions/car-state.ts'
import { stateWords } from './words.ts'

/** What htmx puts beside each car that a page shows; nothing where nothing has happened. */
export function Marks({ states }: { states: ReadonlyMap<string, CarState> }) {
  return (
    <>
      {[...states].map(([id, state]) => {
        const words = stateWords(state)
        return (
          <tag of="hx-partial" hx-target={`#live-${id}`} hx-swap="innerHTML">
            {words ? <strong safe>{capital(words)}</strong> : null}
          </tag>
        )
      })}
    </>
  )
}
