import type { Car } from '../listing/car.ts'
import { fuelWords, gearboxWords, hrefOf, nameOf, ownerWords } from '../listing/words.ts'
import { capital, count, difference, distance, list, money } from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import { Block, Empty, Head, Notice } from '../platform/ui/parts.tsx'
import { Scroll } from '../platform/ui/tables.tsx'
import { DealMark, estimateWords } from '../pricing/views/deal.tsx'
import { type Dominance, dominances, MOST_COMPARED } from './compare.ts'

export type ComparePageProps = { cars: Car[]; missing: string[]; pricesOf: string }

const compareHref = (ids: string[]) =>
  `/compare?${new URLSearchParams(ids.map((id) => ['id', id] as [string, string]))}`

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
            'Choose cars on their pages: “Add to comparison”. Up to {n} stand side by side here.',
            { n: MOST_COMPARED },
          )}
          links={[{ href: '/cars?sort=deal', label: t('Best deals first') }]}
        />
      ) : (
        <>
          <SideBySide cars={cars} />
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
      name: nameAndYear(first.better),
      price: money(first.better.price),
    })
  return t('{n, plural, one {# car} other {# cars}} side by side', { n: cars.length })
}

const nameAndYear = (car: Car) => `${car.year} ${nameOf(car)}`

type Line = {
  label: string
  of: (car: Car) => string
  apart?: (car: Car, first: Car) => string | null
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
    },
    { label: t('Monthly cost'), of: (car) => (car.emi === null ? '–' : money(car.emi)) },
    { label: t('Make year'), of: (car) => String(car.year), apart: apartBy('year', signed) },
    { label: t('Distance driven'), of: (car) => distance(car.km), apart: apartBy('km', signed) },
    { label: t('Owners'), of: (car) => (car.owners === null ? '–' : ownerWords(car.owners)) },
    { label: t('Fuel'), of: (car) => capital(fuelWords(car.fuel)) },
    { label: t('Gearbox'), of: (car) => capital(gearboxWords(car.transmission) ?? '–') },
    { label: t('Engine, cc'), of: (car) => (car.engine_cc === null ? '–' : count(car.engine_cc)) },
    { label: t('First registered in'), of: (car) => car.state_name ?? car.state ?? '–' },
    {
      label: t('Years left'),
      of: (car) => (car.years_left === null ? '–' : String(car.years_left)),
    },
  ]
}

function SideBySide({ cars }: { cars: Car[] }) {
  const [first] = cars
  if (!first) return null
  const ids = cars.map(({ id }) => id)
  return (
    <Block id="side-by-side" title={t('Side by side')}>
      <Scroll label={t('Side by side')}>
        <table>
          <caption safe>{t('Small figures: the difference to the first car.')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden" safe>
                  {t('Fact')}
                </span>
              </th>
              {cars.map((car) => (
                <th scope="col" class="num">
                  <a href={hrefOf(car)} safe>
                    {nameAndYear(car)}
                  </a>
                  <span class="sub" safe>
                    {car.trim}
                  </span>
                  <a class="sub" href={compareHref(ids.filter((id) => id !== car.id))}>
                    <span safe>{t('Remove')}</span>
                    <span class="hidden" safe>{` ${nameAndYear(car)} ${money(car.price)}`}</span>
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" safe>
                {t('Deal')}
              </th>
              {cars.map((car) => (
                <td class="num">
                  <DealMark deal={car.deal} />
                  <span class="sub">{car.estimate ? estimateWords(car.estimate) : '–'}</span>
                </td>
              ))}
            </tr>
            {lines().map(({ label, of, apart }) => (
              <tr>
                <th scope="row" safe>
                  {label}
                </th>
                {cars.map((car) => (
                  <td class="num">
                    <span safe>{of(car)}</span>
                    {car !== first && apart?.(car, first) ? (
                      <span class="sub" safe>
                        {apart(car, first) ?? ''}
                      </span>
                    ) : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}

function Beaten({ beaten }: { beaten: Dominance[] }) {
  return (
    <Block id="beaten" title={t('In nothing worse, in something better')}>
      <ul class="stack">
        {beaten.map(({ better, worse, differences }) => (
          <li>
            <a href={hrefOf(better)} safe>{`${nameAndYear(better)}, ${money(better.price)}`}</a>{' '}
            <span safe>
              {t('beats {name}, {price}: {differences}', {
                name: nameAndYear(worse),
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
