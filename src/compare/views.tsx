import type { Car } from '../listing/car.ts'
import { carTitle, fuelWords, gearboxWords, hrefOf } from '../listing/words.ts'
import {
  capital,
  count,
  decimal,
  difference,
  distance,
  list,
  money,
  ordinal,
} from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import { Block, Empty, Head, Notice } from '../platform/ui/parts.tsx'
import { DealMark, estimateWords } from '../pricing/views/deal.tsx'
import { BETTER, type Dominance, dominances, MOST_COMPARED, type Weighed } from './compare.ts'
import { chooseHref } from './tray.ts'

export type ComparePageProps = { cars: Car[]; missing: string[]; pricesOf: string }

export function ComparePage({ cars, missing, pricesOf }: ComparePageProps) {
  const beaten = dominances(cars)
  return (
    <div class="wrap flat">
      <Head
        title={title(cars, beaten)}
        lede={t('Asking prices of {year}. The first car is what the others are held against.', {
          year: pricesOf,
        })}
      />
      {missing.length > 0 ? (
        <Notice warn text={t('Not on the market any more: {ids}', { ids: list(missing) })} />
      ) : null}
      {cars.length === 0 ? (
        <Empty
          text={t(
            'Tick “Compare” beside cars in a list, or add a car on its page. Up to {n} stand side by side here.',
            { n: MOST_COMPARED },
          )}
          links={[
            { href: '/compare/tray', label: t('The cars that I ticked') },
            { href: '/cars?sort=deal', label: t('Best deals first') },
          ]}
        />
      ) : (
        <>
          <SideBySide cars={cars} />
          {cars.length > 1 ? <InWords cars={cars} /> : null}
          {beaten.length > 0 ? <Beaten beaten={beaten} /> : null}
        </>
      )}
    </div>
  )
}

function title(cars: Car[], beaten: Dominance[]): string {
  if (cars.length === 0) return t('Nothing to compare yet')
  const [first] = beaten
  if (first)
    return t('The {name} at {price} beats another', {
      name: carTitle(first.better),
      price: money(first.better.price),
    })
  return t('{n, plural, one {# car} other {# cars}} side by side', { n: cars.length })
}

type Line = {
  label: string
  of: (car: Car) => string
  apart?: (car: Car, first: Car) => string | null
  /** What is compared, and whether more of it is better (1) or less (-1) */
  weighed?: { value: (car: Car) => number | null; better: 1 | -1 }
}

const weighedBy = (field: Weighed): NonNullable<Line['weighed']> => ({
  value: (car) => car[field],
  better: BETTER[field],
})

/** The cars that have the best value of a line; none where all are equal, or one is not known. */
function bestOf({ weighed }: Line, cars: readonly Car[]): ReadonlySet<Car> {
  if (!weighed || cars.length < 2) return new Set()
  const values = cars.map((car) => weighed.value(car)).filter((value) => value !== null)
  if (values.length < cars.length) return new Set()
  const best = weighed.better === 1 ? Math.max(...values) : Math.min(...values)
  const those = cars.filter((car) => weighed.value(car) === best)
  return new Set(those.length === cars.length ? [] : those)
}

const apartBy =
  (field: 'price' | 'km' | 'year', write: (value: number) => string) => (car: Car, first: Car) =>
    car[field] === first[field] ? null : write(car[field] - first[field])
const signed = (value: number) => `${value > 0 ? '+' : '−'}${count(Math.abs(value))}`

function lines(): Line[] {
  return [
    {
      label: t('Asking price'),
      of: (car) => money(car.price),
      apart: apartBy('price', difference),
      weighed: weighedBy('price'),
    },
    {
      label: t('Monthly cost'),
      of: (car) => (car.emi === null ? '–' : money(car.emi)),
      weighed: { value: (car) => car.emi, better: -1 },
    },
    {
      label: t('Make year'),
      of: (car) => String(car.year),
      apart: apartBy('year', signed),
      weighed: weighedBy('year'),
    },
    {
      label: t('Distance driven'),
      of: (car) => distance(car.km),
      apart: apartBy('km', signed),
      weighed: weighedBy('km'),
    },
    {
      label: t('Owners'),
      of: (car) => (car.owners === null ? '–' : ordinal(car.owners)),
      weighed: weighedBy('owners'),
    },
    { label: t('Fuel'), of: (car) => capital(fuelWords(car.fuel)) },
    { label: t('Gearbox'), of: (car) => capital(gearboxWords(car.transmission) ?? '–') },
    { label: t('Engine, cc'), of: (car) => (car.engine_cc === null ? '–' : count(car.engine_cc)) },
    { label: t('First registered in'), of: (car) => car.state_name ?? car.state ?? '–' },
    {
      label: t('Years left'),
      of: (car) => (car.years_left === null ? '–' : decimal(car.years_left)),
      weighed: { value: (car) => car.years_left, better: 1 },
    },
  ]
}

function SideBySide({ cars }: { cars: Car[] }) {
  const [first] = cars
  if (!first) return null
  const ids = cars.map(({ id }) => id)
  return (
    <Block id="side-by-side" title={t('Side by side')}>
      <div class="versus">
        <table role="table">
          <caption safe>
            {t('Small figures: the difference to the first car. The best of each line is marked.')}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                <span class="hidden" safe>
                  {t('Fact')}
                </span>
              </th>
              {cars.map((car) => (
                <th role="columnheader" scope="col" class="num">
                  <a href={hrefOf(car)} safe>
                    {carTitle(car)}
                  </a>
                  <span class="sub" safe>
                    {car.trim}
                  </span>
                  <a
                    class="sub"
                    rel="nofollow"
                    href={chooseHref(ids.filter((id) => id !== car.id))}
                  >
                    <span safe>{t('Remove')}</span>
                    <span class="hidden" safe>{` ${carTitle(car)} ${money(car.price)}`}</span>
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            <tr role="row">
              <th role="rowheader" scope="row" safe>
                {t('Deal')}
              </th>
              {cars.map((car) => (
                <td role="cell" class="num">
                  <DealMark deal={car.deal} />
                  <span class="sub">{car.estimate ? estimateWords(car.estimate) : '–'}</span>
                </td>
              ))}
            </tr>
            {lines().map((line) => (
              <LineRow line={line} cars={cars} />
            ))}
          </tbody>
        </table>
      </div>
    </Block>
  )
}

function LineRow({ line, cars }: { line: Line; cars: Car[] }) {
  const { label, of, apart } = line
  const [first] = cars
  const best = bestOf(line, cars)
  return (
    <tr role="row">
      <th role="rowheader" scope="row" safe>
        {label}
      </th>
      {cars.map((car) => {
        const notes = [
          ...(first && car !== first ? [apart?.(car, first) ?? ''] : []),
          ...(best.has(car) ? [t('best')] : []),
        ].filter((note) => note !== '')
        return (
          <td role="cell" class={['num', best.has(car) && 'best']}>
            <span safe>{of(car)}</span>
            {notes.length > 0 ? (
              <span class="sub" safe>
                {notes.join(' · ')}
              </span>
            ) : null}
          </td>
        )
      })}
    </tr>
  )
}

/** What each of the others is to the first, as a sentence. */
function InWords({ cars: [first, ...others] }: { cars: Car[] }) {
  if (!first) return null
  return (
    <Block id="in-words" title={t('Against the {name}', { name: carTitle(first) })}>
      <ul class="stack">
        {others.map((car) => (
          <li safe>
            {t('{name}, {price}: {differences}.', {
              name: carTitle(car),
              price: money(car.price),
              differences: list(apartWords(car, first)),
            })}
          </li>
        ))}
      </ul>
    </Block>
  )
}

function apartWords(car: Car, first: Car): string[] {
  const price = car.price - first.price
  const years = car.year - first.year
  const km = car.km - first.km
  const owners = (car.owners ?? 0) - (first.owners ?? 0)
  const known = car.owners !== null && first.owners !== null
  const said = [
    price < 0 ? t('{price} cheaper', { price: money(-price) }) : '',
    price > 0 ? t('{price} dearer', { price: money(price) }) : '',
    years > 0 ? t('{n, plural, one {# year} other {# years}} newer', { n: years }) : '',
    years < 0 ? t('{n, plural, one {# year} other {# years}} older', { n: -years }) : '',
    km < 0 ? t('{km} less', { km: distance(-km) }) : '',
    km > 0 ? t('{km} more', { km: distance(km) }) : '',
    known && owners < 0
      ? t('{n, plural, one {# owner} other {# owners}} fewer', { n: -owners })
      : '',
    known && owners > 0 ? t('{n, plural, one {# owner} other {# owners}} more', { n: owners }) : '',
    car.fuel === first.fuel ? '' : fuelWords(car.fuel),
    car.transmission === first.transmission ? '' : (gearboxWords(car.transmission) ?? ''),
  ].filter((words) => words !== '')
  return said.length > 0 ? said : [t('the same in price, age, distance and owners')]
}

function Beaten({ beaten }: { beaten: Dominance[] }) {
  return (
    <Block id="beaten" title={t('In nothing worse, in something better')}>
      <ul class="stack">
        {beaten.map(({ better, worse, differences }) => (
          <li>
            <a href={hrefOf(better)} safe>{`${carTitle(better)}, ${money(better.price)}`}</a>{' '}
            <span safe>
              {t('beats {name}, {price}: {differences}', {
                name: carTitle(worse),
                price: money(worse.price),
                differences: list(differenceWords(differences)),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}

function differenceWords({ year, km, owners, price }: Dominance['differences']): string[] {
  return [
    ...(year ? [t('{n, plural, one {# year} other {# years}} newer', { n: year })] : []),
    ...(km ? [t('{km} less', { km: distance(-km) })] : []),
    ...(owners ? [t('{n, plural, one {# owner} other {# owners}} fewer', { n: -owners })] : []),
    ...(price ? [t('{price} cheaper', { price: money(-price) })] : []),
  ]
}
