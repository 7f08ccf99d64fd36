import {
  carTitle,
  fuelWords,
  gearboxWords,
  hrefOf,
  nameOf,
  ownerWords,
} from '../../listing/words.ts'
import { capital, count, decimal, difference, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { type Cell, DataTable } from '../../platform/ui/tables.tsx'
import type { CarPageProps } from './car-props.ts'

export function Similar({ car, similar }: CarPageProps) {
  if (similar.length === 0) {
    return (
      <Block id="similar" title={t('No similar car')}>
        <p safe>
          {t('No other {model} comes near this one in year and km.', { model: nameOf(car) })}
        </p>
      </Block>
    )
  }
  return (
    <Block id="similar" title={t('Similar cars')}>
      <DataTable
        caption={t(
          'Other {model} cars, the nearest first; the difference is to its price. How far apart: 1 for a year, 10,000 km, another fuel or gearbox; 0.5 for another trim or one more owner.',
          { model: nameOf(car) },
        )}
        columns={[
          { label: t('Car') },
          { label: t('Asking price'), num: true },
          { label: t('Difference'), num: true },
          { label: t('Km'), num: true },
          { label: t('Fuel, gearbox') },
          { label: t('Owner') },
          { label: t('How far apart'), num: true },
        ]}
        rows={similar.map(({ car: other, distance: apart }): Cell[] => [
          { text: carTitle(other), href: hrefOf(other), sub: other.trim },
          { text: money(other.price) },
          { text: difference(other.price - car.price) },
          { text: count(other.km) },
          {
            text: capital(
              [fuelWords(other.fuel), gearboxWords(other.transmission)].filter(Boolean).join(', '),
            ),
          },
          { text: other.owners === null ? t('not stated') : ownerWords(other.owners) },
          { text: decimal(apart) },
        ])}
      />
    </Block>
  )
}
