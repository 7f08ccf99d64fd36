import { DEALS, type Deal, fold } from '../../listing/car.ts'
import type { ValueFacet } from '../../listing/query.ts'
import { type StateNames, valueLabel, valueWords } from '../../listing/words.ts'
import { count } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { language } from '../../platform/language/reader.ts'
import type { ValueCount } from '../../snapshots/read.ts'
import { type Box, draw, withCars } from './choice.tsx'
import { Facet, type FiltersProps, messageOf, Wrong } from './filter-field.tsx'

const SHOWN = 6
/** A facet of hundreds of trims is no help: those beyond are reached by words or by a narrower filter. */
const MOST = 60

export function ValueFields(props: FiltersProps & { facet: ValueFacet; open: boolean }) {
  const { query, facets, errors, states, facet } = props
  const chosen = (query[facet] ?? []).map((value) => fold(String(value)))
  const listed = withChosen(facets.values[facet] ?? [], query[facet] ?? [])
  // A scale keeps its order, whatever the counts.
  const options = facet === 'deal' ? listed.toSorted(byScale) : listed
  const message = messageOf(errors, facet)
  if (options.length === 0 && message === undefined) return null
  if (facet === 'trim' && chosen.length === 0 && options.length > MOST) return null
  const isChosen = ({ value }: ValueCount) =>
    chosen.length > 0 && chosen.includes(fold(String(value)))
  const sorted =
    facet === 'deal'
      ? options
      : [...options.filter(isChosen), ...options.filter((option) => !isChosen(option))]
  const shown = Math.max(SHOWN, chosen.length)
  const more = sorted.slice(shown, MOST)
  const beyond = sorted.length - shown - more.length
  const item = (option: ValueCount) =>
    withCars(boxOf(states, facet, option.value, isChosen(option)), option.count)
  return (
    <Facet
      id={facet}
      label={valueLabel(facet)}
      open={props.open || chosen.length > 0 || message !== undefined}
    >
      <ul>{sorted.slice(0, shown).map(item)}</ul>
      {more.length > 0 ? (
        <details id={`more-${facet}`}>
          <summary safe>{t('{n} more', { n: count(more.length) })}</summary>
          <ul>{more.map(item)}</ul>
        </details>
      ) : null}
      {beyond > 0 ? (
        <p class="small soft" safe>
          {t(
            '{n, plural, one {# with fewer cars is not listed: narrow the other filters, or name it} other {# with fewer cars are not listed: narrow the other filters, or name them}} in the words.',
            { n: beyond },
          )}
        </p>
      ) : null}
      <Wrong id={`${facet}-wrong`} message={message} />
    </Facet>
  )
}

/** Boxes as they were drawn, but for their counts: nearly all of them stand on every page, and their words cost the most. */
const drawn = new WeakMap<StateNames, Map<string, Box>>()
/** Boxes of one market that are kept; readers can ask for values that it does not have */
const MOST_BOXES = 4096

function boxOf(
  states: StateNames,
  facet: ValueFacet,
  value: string | number,
  checked: boolean,
): Box {
  const boxes = drawn.get(states) ?? new Map()
  drawn.set(states, boxes)
  const key = `${language()} ${checked} ${facet} ${value}`
  const before = boxes.get(key)
  if (before) return before
  if (boxes.size === MOST_BOXES) boxes.clear()
  const box = draw({
    id: `${facet}-${encodeURIComponent(fold(String(value)))}`,
    name: facet,
    value: String(value),
    label: valueWords(facet, value, states),
    checked,
  })
  boxes.set(key, box)
  return box
}

const byScale = (a: ValueCount, b: ValueCount) =>
  DEALS.indexOf(a.value as Deal) - DEALS.indexOf(b.value as Deal)

/** A chosen value stays in the list when the other filters leave no car of it: it must be possible to take it back. */
function withChosen(options: ValueCount[], chosen: (string | number)[]): ValueCount[] {
  if (chosen.length === 0) return options
  const listed = new Set(options.map(({ value }) => fold(String(value))))
  const gone = chosen.filter((value) => !listed.has(fold(String(value))))
  return [...gone.map((value) => ({ value, count: 0 })), ...options]
}
