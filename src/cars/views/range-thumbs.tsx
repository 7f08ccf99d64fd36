import type { RangeField } from '../../listing/query.ts'
import { rangeLabel } from '../../listing/words.ts'
import { distance, money } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { numbersLocale } from '../../platform/language/reader.ts'
import type { EvenBin } from '../../platform/ui/charts/even-bins.ts'

export const SIDES = { least: sentence('Least'), most: sentence('Most') }
type Side = keyof typeof SIDES

const wordsOf = (field: RangeField, value: number): string =>
  field === 'year' ? String(value) : field === 'km' ? distance(value) : money(value)

/** Whether the bars are single values, such as years: the upper edge of one is not its own value. */
const isSingle = ({ from, end }: EvenBin) => end - from === 1

/**
 * Two thumbs on the edges of the bars, for pointers and keys; a script writes where they stand into the fields, which
 * alone are sent. At its end of the bars a thumb leaves its field blank.
 */
export function RangeThumbs({
  field,
  bins,
  least,
  most,
}: {
  field: RangeField
  bins: EvenBin[]
  least: number | undefined
  most: number | undefined
}) {
  const [first, last] = [bins[0], bins.at(-1)]
  if (!first || !last) return null
  const [from, step, end] = [first.from, first.end - first.from, last.end]
  const less = isSingle(first) ? 1 : 0
  const edge = (value: number, round: (steps: number) => number) =>
    from + round((value - from) / step) * step
  const low = Math.max(from, Math.min(end - step, edge(least ?? from, Math.floor)))
  const high = Math.min(
    end,
    Math.max(low + step, edge(most === undefined ? end : most + less, Math.ceil)),
  )
  const thumb = (side: Side, value: number, wanted: number | undefined) => (
    <input
      type="range"
      id={`${field}_${side === 'least' ? 'min' : 'max'}-thumb`}
      min={String(from)}
      max={String(end)}
      step={String(step)}
      value={String(value)}
      aria-label={`${rangeLabel(field)}: ${t(SIDES[side])}`}
      aria-valuetext={wanted === undefined ? t('Any') : wordsOf(field, wanted)}
    />
  )
  return (
    <div
      class="thumbs"
      data-words={field === 'year' ? '{n}' : wordsOf(field, 0).replace('0', '{n}')}
      data-any={t('Any')}
      data-less={String(less)}
      {...(field !== 'year' && { 'data-locale': numbersLocale() })}
    >
      {thumb('least', low, least)}
      {thumb('most', high, most)}
    </div>
  )
}
