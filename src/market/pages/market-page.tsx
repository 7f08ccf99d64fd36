import { chipsOf } from '../../listing/filter-words.ts'
import type { CarFilter } from '../../listing/query.ts'
import { carsHref } from '../../listing/words.ts'
import type { Pack, PriceBands } from '../../packs/pack.ts'
import { lakhNote, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chips } from '../../platform/ui/lists.tsx'
import { Actions, Head, type Link } from '../../platform/ui/parts.tsx'
import { FilterBar, type FilterBarProps } from '../../snapshots/views/filter-bar.tsx'
import type { Changes } from './changes.ts'
import { ChangesBlock } from './changes-block.tsx'
import { CurvesBlock } from './curves-block.tsx'
import type { Depreciation } from './depreciation.ts'
import { headline, marketHref } from './findings.ts'
import type { Mixes } from './mix.ts'
import { MixBlock } from './mix-block.tsx'
import { AgeBlock, DistanceBlock, KindsBlock } from './price-blocks.tsx'
import type { Prices } from './prices.ts'
import type { Supply } from './supply.ts'
import { PlacesBlock } from './supply-blocks.tsx'
import type { Value } from './value.ts'
import { DealsBlock, OwnersBlock } from './value-blocks.tsx'
import type { YearLines } from './year-lines.ts'

export type MarketProps = FilterBarProps & {
  /** ISO date that ages are counted to */
  asOf: string
  /** the price categories of the market */
  bands: PriceBands | null
  /** see Pack.stateMap */
  stateMap: Pack['stateMap']
  prices: Prices
  lines: YearLines
  depreciation: Depreciation
  supply: Supply
  mixes: Mixes
  value: Value
  changes: Changes
}

export function marketTitle({ prices, depreciation }: MarketProps): string {
  return prices.all ? headline(prices, depreciation) : t('No car matches')
}

export function MarketPage(props: MarketProps) {
  const { filter, prices, depreciation, supply, mixes, value, changes, asOf } = props
  const total = prices.all?.count ?? 0
  const brands = prices.by_brand.length
  return (
    <div class="wrap flat">
      <Head
        title={marketTitle(props)}
        lede={
          total === 0
            ? t('No car matches this filter, so there is nothing to say about it.')
            : lede(total, asOf, depreciation)
        }
      >
        <Chips chips={chipsOf(filter, props.states, marketHref)} clear="/market" />
      </Head>
      <div class="stack">
        <FilterBar {...props} action="/market" />
        <Actions links={links(filter, total)} />
      </div>
      {total === 0 ? null : (
        <>
          <div class="columns">
            <AgeBlock filter={filter} prices={prices} />
            <ChangesBlock changes={changes} />
          </div>
          <div class="columns">
            <DistanceBlock filter={filter} prices={prices} />
            <CurvesBlock filter={filter} depreciation={depreciation} />
            {brands > 1 ? <KindsBlock filter={filter} kind="brand" rows={prices.by_brand} /> : null}
            <KindsBlock
              filter={filter}
              kind="base_model"
              rows={prices.by_base_model}
              lines={props.lines}
            />
            <Deals filter={filter} value={value} bands={props.bands} />
            <MixBlock filter={filter} mix={mixes.fuel} of="fuel" />
            <MixBlock filter={filter} mix={mixes.transmission} of="transmission" />
            <PlacesBlock filter={filter} supply={supply} of="state" map={props.stateMap} />
            <PlacesBlock filter={filter} supply={supply} of="city" />
          </div>
        </>
      )}
    </div>
  )
}

/** Two short blocks stand beside a long one; where that has one brand only, it says nothing. */
function Deals({ filter, value, bands }: Pick<MarketProps, 'filter' | 'value' | 'bands'>) {
  const { by_segment, by_brand, owners } = value
  if (by_brand.length < 2) {
    return (
      <>
        <DealsBlock filter={filter} by="segment" rows={by_segment} bands={bands} />
        <OwnersBlock filter={filter} owners={owners} />
      </>
    )
  }
  return (
    <>
      <div class="pile">
        <DealsBlock filter={filter} by="segment" rows={by_segment} bands={bands} />
        <OwnersBlock filter={filter} owners={owners} />
      </div>
      <DealsBlock filter={filter} by="brand" rows={by_brand} bands={bands} />
    </>
  )
}

function links(filter: CarFilter, total: number): Link[] {
  if (total === 0) {
    return [
      { href: '/market', label: t('The whole market') },
      { href: carsHref(filter), label: t('The filters of the cars') },
    ]
  }
  return [
    {
      href: carsHref(filter),
      label: t('Look at {n, plural, one {# car} other {# cars}}', { n: total }),
    },
    { href: '/market/model', label: t('How the estimate works') },
  ]
}

function lede(total: number, asOf: string, { yearly }: Depreciation): string {
  return [
    t('{n, plural, one {# car} other {# cars}}, asking prices of {year}.', {
      n: total,
      year: yearOf(asOf),
    }),
    yearly
      ? t(
          'The year of age is measured within base models: {n, plural, one {# pair} other {the median of # pairs}} of neighbouring make years.',
          { n: yearly.pairs },
        )
      : '',
    lakhNote(),
  ]
    .filter((part) => part !== '')
    .join(' ')
}
