import { DEALS } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import { carsHref, dealName, ownerWords } from '../../listing/words.ts'
import type { PriceBands } from '../../packs/pack.ts'
import { capital, count, lakh, moneyAxis, percent } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { ShareBars } from '../../platform/ui/charts/share-bars.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { FEWEST_COMPARED } from '../../snapshots/views/price-by-age.ts'
import { dealsFinding, enoughRated, ownersFinding, RATED_ENOUGH, within } from './findings.ts'
import { captionOf } from './price-blocks.tsx'
import { COMPARED, goodShare, type OwnerDiscount, type Rated } from './value.ts'

export function OwnersBlock({
  filter,
  owners: all,
}: {
  filter: CarFilter
  owners: OwnerDiscount[]
}) {
  const owners = all.filter(({ cars }) => cars >= FEWEST_COMPARED)
  if (owners.length === 0) return null
  const finding = ownersFinding(owners)
  const ownedBy = (nth: number) => ({
    href: carsHref(filter, { owners: [nth] }),
    label: capital(ownerWords(nth)),
  })
  const caption = captionOf(
    t(
      'For each base model and make year with at least {n} first-owner cars and {n} of later owners: the median price of the later ones by that of the first. The bar is the median of those, weighed by their cars.',
      { n: COMPARED },
    ),
    t('Trim and distance differ, too, so this is more than the owner alone.'),
  )
  return (
    <Block id="owners" title={t('What another owner takes off')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Price relative to first owners of the same base model and make year'),
          columns: [
            { label: t('Owner') },
            { label: t('Cars compared'), num: true },
            { label: t('Models and years'), num: true },
            { label: t('Of the first owner’s price'), num: true },
          ],
          rows: owners.map((row) => [
            {
              text: capital(ownerWords(row.owners)),
              href: ownedBy(row.owners).href,
            },
            { text: count(row.cars) },
            { text: count(row.pairs) },
            { text: percent(row.relative, 1) },
          ]),
        }}
      >
        <ShareBars
          rows={[
            {
              name: capital(ownerWords(1)),
              parts: [{ value: 1, tone: 'f-mid' }],
              text: percent(1),
              link: ownedBy(1),
            },
            ...owners.map(({ owners: nth, relative, cars }) => ({
              name: capital(ownerWords(nth)),
              note: count(cars),
              parts: [{ value: relative, tone: 'f-accent' as const }],
              text: percent(relative, 1),
              link: ownedBy(nth),
            })),
          ]}
          label={`${finding} ${caption}`}
        />
      </Chart>
    </Block>
  )
}

const BRANDS_SHOWN = 14
type Range = { least?: number; most?: number }
const segmentsOf = (bands: PriceBands | null): ReadonlyMap<string, Range> =>
  bands === null
    ? new Map()
    : new Map([
        ['budget', { most: bands.budget }],
        ['middle', { least: bands.budget, most: bands.middle }],
        ['upper', { least: bands.middle, most: bands.upper }],
        ['luxury', { least: bands.upper }],
      ])

function segmentName(key: string, segments: ReadonlyMap<string, Range>): string {
  const { least, most } = segments.get(key) ?? {}
  if (least === undefined && most === undefined) return key
  if (least === undefined) return t('below {price}', { price: lakh(most ?? 0) })
  if (most === undefined) return t('from {price}', { price: lakh(least) })
  return t('{least} to {most}', { least: lakh(least), most: lakh(most) })
}

/** The same, short enough to stand beside a bar on a phone: 4–8 lakh. */
function segmentLabel(key: string, segments: ReadonlyMap<string, Range>): string {
  const { least, most } = segments.get(key) ?? {}
  const write = moneyAxis(most ?? least ?? 0)
  if (most === undefined) return least === undefined ? key : `${write(least, true)}+`
  return `${least === undefined ? 0 : write(least)}–${write(most, true)}`
}

const WORDS = {
  segment: {
    title: sentence('Where good deals are, by price'),
    column: sentence('Asking price'),
    table: sentence('Rated cars by price and deal'),
  },
  brand: {
    title: sentence('Where good deals are, by brand'),
    column: sentence('Brand'),
    table: sentence('Rated cars by brand and deal'),
  },
}

/** The share of great and good deals in each price segment, or brand. */
export function DealsBlock({
  filter,
  rows,
  by,
  bands,
}: {
  filter: CarFilter
  rows: Rated[]
  by: keyof typeof WORDS
  bands: PriceBands | null
}) {
  if (rows.length === 0) return null
  const words = WORDS[by]
  const segments = segmentsOf(bands)
  const nameOf = (key: string) => (by === 'segment' ? segmentName(key, segments) : key)
  const headOf = by === 'segment' ? (key: string) => capital(nameOf(key)) : nameOf
  const filterOf = (key: string): CarFilter => {
    if (by === 'brand') return { brand: [key] }
    const { least, most } = segments.get(key) ?? {}
    return within(filter, 'price', least, most === undefined ? undefined : most - 1)
  }
  const enough = enoughRated(rows).slice(0, BRANDS_SHOWN)
  const shown = by === 'segment' ? enough : enough.toSorted((a, b) => goodShare(b) - goodShare(a))
  const left = rows.length - shown.length
  const finding = dealsFinding(shown, nameOf, headOf)
  const caption = captionOf(
    t(
      'Rated cars whose price lies in the lowest two fifths of their 90% interval or below it: dark is great, light is good.',
    ),
    left > 0
      ? t(
          '{n, plural, one {# with fewer than {enough} rated cars is} other {# with fewer than {enough} rated cars are}} left out.',
          { n: left, enough: RATED_ENOUGH },
        )
      : '',
  )
  return (
    <Block id={`deals-${by}`} title={t(words.title)} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t(words.table),
          columns: [
            { label: t(words.column) },
            { label: t('Rated'), num: true },
            ...DEALS.map((deal) => ({ label: dealName(deal), num: true })),
            { label: t('Median place in the interval'), num: true },
          ],
          rows: rows.map(({ key, rated, deals, position }) => [
            { text: headOf(key), href: carsHref(filter, filterOf(key)) },
            { text: count(rated) },
            ...DEALS.map((deal) => ({
              text: count(deals[deal] ?? 0),
              ...(deals[deal] && { href: carsHref(filter, { ...filterOf(key), deal: [deal] }) }),
            })),
            { text: position === null ? '' : percent(position) },
          ]),
        }}
      >
        <ShareBars
          rows={shown.map((row) => ({
            name: by === 'segment' ? segmentLabel(row.key, segments) : row.key,
            parts: [
              { value: (row.deals.great ?? 0) / row.rated, tone: 'f-accent' },
              { value: (row.deals.good ?? 0) / row.rated, tone: 'f-mid' },
            ],
            text: t('{share} of {n}', { share: percent(goodShare(row)), n: count(row.rated) }),
            link: toCars(
              headOf(row.key),
              (row.deals.great ?? 0) + (row.deals.good ?? 0),
              carsHref(filter, { ...filterOf(row.key), deal: ['great', 'good'] }),
            ),
          }))}
          room={26}
          label={`${finding} ${caption}`}
        />
      </Chart>
    </Block>
  )
}
