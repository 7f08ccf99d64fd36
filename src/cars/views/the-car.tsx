import type { Car } from '../../listing/car.ts'
import { fuelWords, gearboxWords, ownerWords } from '../../listing/words.ts'
import { capital, count, date, distance, years } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Term } from '../../platform/ui/charts/term.tsx'
import { Block, type Fact, Facts } from '../../platform/ui/parts.tsx'
import type { CarPageProps } from './car-props.ts'

const ENGINE_WORDS = {
  listed: undefined,
  repaired: sentence('size repaired, see below'),
  missing: sentence('blank in the file, and no identical car to take it from'),
  not_applicable: undefined,
} as const

export function TheCar({ car }: { car: Car }) {
  const size = car.engine_cc === null ? '' : `${t('{n} cc', { n: count(car.engine_cc) })} `
  const engine =
    car.engine_cc_status === 'not_applicable'
      ? t('Electric, no engine size')
      : car.engine_cc_status === 'missing'
        ? t('{fuel}, size not known', { fuel: capital(fuelWords(car.fuel)) })
        : `${size}${fuelWords(car.fuel)}`
  const note = ENGINE_WORDS[car.engine_cc_status]
  const items: (Fact | null)[] = [
    {
      label: t('Made'),
      value: car.registered_on
        ? t('{year}, registered {date}', { year: car.year, date: date(car.registered_on) })
        : String(car.year),
      ...(car.registered_on ? {} : { note: t('date of registration not stated') }),
    },
    {
      label: t('Driven'),
      value: distance(car.km),
      note: t('{distance} a year', { distance: distance(car.km_per_year) }),
    },
    { label: t('Engine'), value: engine, ...(note ? { note: t(note) } : {}) },
    {
      label: t('Gearbox'),
      value: car.transmission ? capital(gearboxWords(car.transmission)) : t('Not stated'),
    },
    { label: t('Owners'), value: car.owners === null ? t('Not stated') : ownerWords(car.owners) },
    car.spare_key === null
      ? null
      : { label: t('Spare key'), value: car.spare_key ? t('Yes') : t('No') },
    car.insured === null ? null : { label: t('Insured'), value: car.insured ? t('Yes') : t('No') },
    car.registration_mark === null
      ? null
      : {
          label: t('Plate prefix'),
          value: car.registration_mark,
          note: [car.office, car.state_name].filter(Boolean).join(', ') || t('office not known'),
        },
  ]
  return (
    <Block id="facts" title={t('The car')} span="narrow">
      <Facts items={items.filter((item): item is Fact => item !== null)} />
    </Block>
  )
}

export function YearsLeft({ car, term, snapshot }: CarPageProps) {
  if (!term) return null
  const left = car.years_left ?? 0
  const title =
    term.left_today > 0
      ? capital(t('{time} left today', { time: years(term.left_today) }))
      : t('The term of the rule has ended')
  return (
    <Block id="term" title={title}>
      <Term from={term.from} now={term.today} until={term.until} />
      <p safe>
        {[
          term.text,
          left > 0
            ? t('It ends on {until}. When these prices were asked, on {date}, {time} were left.', {
                until: date(term.until),
                date: date(snapshot.as_of),
                time: years(left),
              })
            : t('It ended on {until}, before these prices were asked, on {date}.', {
                until: date(term.until),
                date: date(snapshot.as_of),
              }),
        ].join(' ')}
      </p>
      <p class="small soft" safe>
        {t(
          'Rule: {source}. Status on {date}: {status}. Later orders are not in the rule table; check before you buy.',
          { source: t(term.source), date: date(term.status_on), status: t(term.status) },
        )}
      </p>
    </Block>
  )
}
