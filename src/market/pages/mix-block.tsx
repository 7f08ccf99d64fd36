import type { CarFilter } from '../../listing/query.ts'
import { carsHref, fuelWords, gearboxWords } from '../../listing/words.ts'
import { capital, count, list, percent } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { type SharePart, StackedShares } from '../../platform/ui/charts/stacked-shares.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { mixFinding, YEAR_ENOUGH, yearsShown } from './findings.ts'
import type { Mix } from './mix.ts'
import { captionOf } from './price-blocks.tsx'

const TONES: SharePart['tone'][] = ['f-accent', 'f-mid', 'f-band', 'f-ink', 'f-soft', 'f-edge']

const WORDS = {
  fuel: {
    title: sentence('What they burn'),
    table: sentence('Cars by make year and fuel'),
    caption: sentence('Share of each fuel in the cars of a make year.'),
    name: (value: string) => fuelWords(value),
  },
  transmission: {
    title: sentence('How they change gears'),
    table: sentence('Cars by make year and gearbox'),
    caption: sentence('Share of each gearbox in the cars of a make year.'),
    name: (value: string) => gearboxWords(value),
  },
}

export function MixBlock({
  filter,
  mix,
  of,
}: {
  filter: CarFilter
  mix: Mix
  of: keyof typeof WORDS
}) {
  const years = yearsShown(mix)
  if (years.length === 0) return null
  const words = WORDS[of]
  const values = mix.values.map(({ value }) => value)
  const hrefOf = (year: number, value?: string) =>
    carsHref(filter, { year_min: year, year_max: year, ...(value && { [of]: [value] }) })
  const left = mix.years.filter((year) => !years.includes(year))
  const finding = capital(mixFinding(mix, words.name))
  const caption = captionOf(
    t(words.caption),
    left.length > 0
      ? t('Years with fewer than {enough} cars ({years}) are left out.', {
          enough: YEAR_ENOUGH,
          years: list(left.map(({ year }) => String(year))),
        })
      : '',
    mix.not_stated > 0
      ? t(
          '{n, plural, one {# car does not state it and is} other {# cars do not state it and are}} left out.',
          { n: mix.not_stated },
        )
      : '',
  )
  return (
    <Block id={`mix-${of}`} title={t(words.title)} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t(words.table),
          columns: [
            { label: t('Year') },
            { label: t('Cars'), num: true },
            ...values.map((value) => ({ label: capital(words.name(value)), num: true })),
          ],
          rows: mix.years.map(({ year, count: cars, parts }) => [
            { text: String(year), href: hrefOf(year) },
            { text: count(cars) },
            ...values.map((value) => ({
              text: count(parts[value] ?? 0),
              sub: percent((parts[value] ?? 0) / cars),
              ...(parts[value] && {
                href: hrefOf(year, value),
              }),
            })),
          ]),
        }}
      >
        <StackedShares
          parts={values.map((value, at) => ({
            name: capital(words.name(value)),
            tone: TONES[at] ?? 'f-edge',
          }))}
          columns={years.map(({ year, parts }) => ({
            label: String(year),
            counts: values.map((value) => parts[value] ?? 0),
            links: values.map((value) =>
              toCars(`${year}, ${words.name(value)}`, parts[value] ?? 0, hrefOf(year, value)),
            ),
          }))}
          label={`${finding} ${caption}`}
        />
      </Chart>
    </Block>
  )
}
