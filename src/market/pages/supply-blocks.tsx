import type { CarFilter } from '../../listing/query.ts'
import { carsHref } from '../../listing/words.ts'
import type { Pack } from '../../packs/pack.ts'
import { count, currencySign, percent } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { ShareBars } from '../../platform/ui/charts/share-bars.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { notPlaced, placesFinding } from './findings.ts'
import { captionOf } from './price-blocks.tsx'
import { StateTiles } from './state-tiles.tsx'
import type { Supply } from './supply.ts'

const SHOWN = 10
const TABLE_ROWS = 40

const WORDS = {
  state: {
    title: sentence('State of first registration'),
    column: sentence('State'),
    table: sentence('Cars and median asking price by state of first registration, {sign}'),
  },
  city: {
    title: sentence('City of the registration office'),
    column: sentence('City of registration'),
    table: sentence('Cars and median asking price by city of the registration office, {sign}'),
  },
}

export function PlacesBlock({
  filter,
  supply,
  of,
  map = [],
}: {
  filter: CarFilter
  supply: Supply
  of: 'state' | 'city'
  /** Where states lie, see Pack.stateMap */
  map?: Pack['stateMap']
}) {
  const places = of === 'state' ? supply.by_state : supply.by_city
  if (places.length === 0) return null
  const words = WORDS[of]
  const known = places.reduce((sum, { count: cars }) => sum + cars, 0)
  const shown = places.slice(0, SHOWN)
  const left = of === 'state' ? 0 : places.length - shown.length
  const finding = placesFinding(places)
  const caption = captionOf(
    t(
      'Cars by the office on their plate: where they were first registered, not where they are sold.',
    ),
    of === 'state' ? t('The darker a tile, the more cars.') : '',
    notPlaced(supply, of),
    left > 0
      ? t('{n, plural, one {# with fewer cars is} other {# with fewer cars are}} not drawn.', {
          n: left,
        })
      : '',
    places.length > TABLE_ROWS
      ? t('The table holds the {n} with most cars.', { n: TABLE_ROWS })
      : '',
  )
  return (
    <Block id={`by-${of}`} title={t(words.title)} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t(words.table, { sign: currencySign() }),
          columns: [
            { label: t(words.column) },
            { label: t('Cars'), num: true },
            { label: t('Share'), num: true },
            { label: t('Median'), num: true },
          ],
          rows: places
            .slice(0, TABLE_ROWS)
            .map(({ key, name, count: cars, median }) => [
              { text: name, href: carsHref(filter, { [of]: [key] }) },
              { text: count(cars) },
              { text: percent(cars / known, 1) },
              { text: count(median) },
            ]),
        }}
      >
        {of === 'state' ? (
          <StateTiles filter={filter} states={places} map={map} label={`${finding} ${caption}`} />
        ) : (
          <ShareBars
            rows={shown.map(({ key, name, count: cars }) => ({
              name,
              parts: [{ value: cars, tone: 'f-accent' }],
              text: count(cars),
              link: toCars(name, cars, carsHref(filter, { [of]: [key] })),
            }))}
            label={`${finding} ${caption}`}
          />
        )}
      </Chart>
    </Block>
  )
}
