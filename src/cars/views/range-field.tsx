import { plainAmount } from '../../listing/filter-words.ts'
import { type CarFilter, filterOf, type RangeField } from '../../listing/query.ts'
import { carsHref, rangeLabel } from '../../listing/words.ts'
import { currencySign } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Bins } from '../../platform/ui/charts/bins.tsx'
import { type EvenBin, evenBins } from '../../platform/ui/charts/even-bins.ts'
import type { RangeFacet } from '../../snapshots/read.ts'
import { Facet, type FiltersProps, messageOf, refused, Wrong } from './filter-field.tsx'
import { RangeThumbs, SIDES } from './range-thumbs.tsx'

type RangeProps = FiltersProps & { field: RangeField; open: boolean }

export function RangeFields(props: RangeProps) {
  const { query, facets, errors, field } = props
  const facet = facets.ranges[field]
  const [least, most] = [`${field}_min`, `${field}_max`] as const
  const wrong = [least, most].some((name) => messageOf(errors, name) !== undefined)
  const active = query[least] !== undefined || query[most] !== undefined
  if (!active && !wrong && (!facet || facet.min === null)) return null
  return (
    <Facet id={field} label={rangeLabel(field)} open={props.open || active || wrong}>
      {facet && facet.bins.length > 1 ? (
        <Spread {...props} facet={facet} least={query[least]} most={query[most]} />
      ) : null}
      <div class="range">
        <Bound {...props} name={least} side="least" placeholder={facet?.min ?? null} />
        <Bound {...props} name={most} side="most" placeholder={facet?.max ?? null} />
        <Wrong id={`${least}-wrong`} message={messageOf(errors, least)} />
        <Wrong id={`${most}-wrong`} message={messageOf(errors, most)} />
      </div>
    </Facet>
  )
}

function Spread({
  query,
  field,
  facet,
  least,
  most,
}: Pick<RangeProps, 'query' | 'field'> & {
  facet: RangeFacet
  least: number | undefined
  most: number | undefined
}) {
  const bins = evenBins(facet.bins)
  const [first, last] = [bins[0], bins.at(-1)]
  if (!first || !last || facet.min === null || facet.max === null) return null
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  const whole = last.end - last.from === 1
  const filter = filterOf(query)
  return (
    <>
      <Bins
        bins={bins}
        least={least}
        most={most}
        link={(bin) => ({
          href: carsHref(filter, within(field, bin, bin === last)),
          label: `${plainAmount(field, bin.from)}: ${bin.count}`,
        })}
        label={t(
          '{field} of the {n, plural, one {# car} other {# cars}} that the other filters leave: from {least} to {most}',
          {
            n: total,
            field: rangeLabel(field),
            least: plainAmount(field, facet.min),
            most: plainAmount(field, facet.max),
          },
        )}
      />
      <RangeThumbs field={field} bins={bins} least={least} most={most} />
      <p class="ends">
        <span safe>{plainAmount(field, first.from)}</span>
        <span safe>
          {last.open
            ? `${plainAmount(field, last.from)}+`
            : plainAmount(field, whole ? last.from : last.end)}
        </span>
      </p>
    </>
  )
}

/** From one edge of a bar to just before the next; the last bar takes all that is above it. */
const within = (field: RangeField, { from, to }: EvenBin, isLast: boolean): CarFilter => ({
  [`${field}_min`]: from,
  [`${field}_max`]: isLast ? undefined : Math.max(from, Math.ceil(to) - 1),
})

const unitOf = (field: RangeField): string =>
  field === 'year' ? '' : field === 'km' ? 'km' : currencySign()

const WITH_UNIT = { least: sentence('Least, {unit}'), most: sentence('Most, {unit}') }

function Bound({
  query,
  errors,
  entered,
  field,
  name,
  side,
  placeholder,
}: RangeProps & {
  name: `${RangeField}_${'min' | 'max'}`
  side: keyof typeof SIDES
  placeholder: number | null
}) {
  const value = query[name]
  const written = value === undefined ? '' : plainAmount(field, value)
  const unit = unitOf(field)
  return (
    <div class="field">
      <label for={name} safe>
        {unit === '' ? t(SIDES[side]) : t(WITH_UNIT[side], { unit })}
      </label>
      <input
        id={name}
        name={name}
        inputmode="numeric"
        value={entered[name] ?? written}
        placeholder={placeholder === null ? '' : plainAmount(field, placeholder)}
        {...refused(name, messageOf(errors, name))}
      />
    </div>
  )
}
