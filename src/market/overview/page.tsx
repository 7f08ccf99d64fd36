import { carsHref } from '../../listing/words.ts'
import { count, lakh, lakhNote, lakhRange, money, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Actions, Empty, type Figure, Figures, Head } from '../../platform/ui/parts.tsx'
import type { CarGroup } from '../../snapshots/read.ts'
import { spreadOf } from '../../snapshots/spread.ts'
import { PriceByYear, PriceHistogram } from '../../snapshots/views/price-charts.tsx'
import { KindsBlock } from '../pages/price-blocks.tsx'
import { Account } from './account.tsx'
import { BestDeals, HowToRead } from './deals.tsx'
import type { OverviewProps } from './overview-props.ts'
import { States } from './states.tsx'
import { Take } from './take.tsx'

export function Overview(props: OverviewProps) {
  const { price } = props
  if (props.cars === 0 || !price) return <EmptyMarket />
  return (
    <div class="wrap flat">
      <Head
        title={t('Half of the used cars here ask less than {price}', {
          price: lakh(spreadOf(price).median),
        })}
        lede={lede(props)}
      >
        <Actions
          links={[
            { href: '/cars', label: t('See the cars') },
            { href: '/estimate', label: t('Is this price fair?') },
            { href: '/calculators/affordability', label: t('Which price fits my budget?') },
          ]}
        />
      </Head>
      <Figures items={figures(props, price)} />
      {props.account ? <Account account={props.account} /> : null}
      <div class="columns">
        <PriceByYear byYear={props.byYear} total={props.cars} filter={{}} wide />
        {props.deals ? (
          <BestDeals best={props.deals.best} great={props.deals.counts.great} />
        ) : (
          <States states={props.states} />
        )}
      </div>
      <div class="columns">
        <PriceHistogram priceBins={props.priceBins} price={price} filter={{}} />
        <KindsBlock
          filter={{}}
          kind="base_model"
          rows={props.baseModelPrices}
          lines={props.baseModelLines}
        />
      </div>
      {props.deals ? (
        <div class="columns">
          <div class="wide pile">
            <HowToRead counts={props.deals.counts} />
            <Take />
          </div>
          <States states={props.states} />
        </div>
      ) : null}
    </div>
  )
}

function EmptyMarket() {
  return (
    <div class="wrap flat">
      <Head title={t('No car has been published')} />
      <Empty
        text={t('The last import let no row pass. Its page says why, row by row.')}
        links={[
          { href: '/quality', label: t('What the import found') },
          { href: '/imports', label: t('Imports') },
        ]}
      />
    </div>
  )
}

function lede({ cars, brands, baseModels, byYear }: OverviewProps): string {
  const [first, last] = [byYear[0]?.keys[0], byYear.at(-1)?.keys[0]]
  const told = t(
    '{cars} of {brands} and {models}, {made}. Look at what sellers ask, and where each figure comes from.',
    {
      cars: t('{n, plural, one {# car} other {# cars}}', { n: cars }),
      brands: t('{n, plural, one {# brand} other {# brands}}', { n: brands }),
      models: t('{n, plural, one {# base model} other {# base models}}', { n: baseModels }),
      made:
        first === last
          ? t('made in {year}', { year: String(first) })
          : t('made from {first} to {last}', { first: String(first), last: String(last) }),
    },
  )
  return [told, lakhNote()].filter((part) => part !== '').join(' ')
}

function figures(props: OverviewProps, price: CarGroup): Figure[] {
  const { medianKm, medianAge, asOf } = props
  const { lower, median, upper } = spreadOf(price)
  const half = lakhRange(lower, upper)
  const items: Figure[] = [
    { label: t('cars for sale'), value: count(props.cars), href: '/cars' },
    {
      label: t('median asking price'),
      value: money(Math.round(median)),
      href: carsHref({ price_max: Math.round(median) }),
    },
    {
      label: t('the middle half asks'),
      value: half.text,
      unit: half.unit,
      href: carsHref({ price_min: Math.round(lower), price_max: Math.round(upper) }),
    },
  ]
  if (medianKm !== null) {
    items.push({
      label: t('median distance driven'),
      value: count(medianKm),
      unit: 'km',
      href: carsHref({ km_max: Math.round(medianKm) }),
    })
  }
  if (medianAge !== null) {
    items.push({
      label: t('median age at the end of {year}', { year: yearOf(asOf) }),
      value: count(medianAge),
      unit: t('{n, plural, one {year} other {years}}', { n: medianAge }),
      href: carsHref({ year_min: Number(yearOf(asOf)) - Math.round(medianAge) }),
    })
  }
  if (props.deals) {
    const { great, good } = props.deals.counts
    items.push({
      label: t('rated great or good'),
      value: count(great + good),
      href: carsHref({ deal: ['great', 'good'] }),
    })
  }
  return items
}
