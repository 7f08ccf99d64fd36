import type { Car, Deal, Lineage } from '../../listing/car.ts'
import { toSearch } from '../../listing/query.ts'
import {
  fuelWords,
  gearboxWords,
  hrefOf,
  nameOf,
  ownerWords,
  type StateNames,
  traits,
} from '../../listing/words.ts'
import {
  capital,
  count,
  currency,
  date,
  decimal,
  difference,
  distance,
  money,
  yearOf,
  years,
} from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Term } from '../../platform/ui/charts/term.tsx'
import {
  Block,
  type Cell,
  Crumbs,
  DataTable,
  type Fact,
  Facts,
  Head,
} from '../../platform/ui/parts.tsx'
import type { Explanation } from '../../pricing/index.ts'
import { DealMark, IntervalPlot, reasonWords } from '../../pricing/views/deal.tsx'
import { ExplanationTable } from '../../pricing/views/explanation.tsx'
import type { Change, Snapshot } from '../../snapshots/read.ts'
import type { Similar as SimilarCar } from '../../snapshots/similar.ts'
import { ruleWords } from '../../snapshots/views/rule-words.ts'
import { MonthlyCost } from './monthly-cost.tsx'
import { Provenance, type RuleText } from './provenance.tsx'

/** How long the registration rule lets a car run, with the standing of the rule. All dates ISO. */
export type RegistrationTerm = {
  from: string
  until: string
  /** What the rule says for this car, as a sentence */
  text: string
  /** Who made it */
  source: string
  /** How it stands, and when that was looked up */
  status: string
  status_on: string
}

export type CarPageProps = {
  car: Car
  snapshot: Pick<Snapshot, 'version' | 'as_of' | 'published_at' | 'estimates'>
  lineage: Lineage | null
  /** Changes of this car, oldest first */
  history: Change[]
  /** Texts of the rules in `car.flags` */
  rules: RuleText[]
  similar: SimilarCar[]
  /** Why the estimate is what it is; null where there is none */
  explanation: Explanation | null
  term: RegistrationTerm | null
  /** what the market calls its states */
  states: StateNames
}

const cars = (filter: Parameters<typeof toSearch>[0]) => `/cars${toSearch(filter)}`

const carTitle = (car: Car): string => `${car.year} ${nameOf(car)}`

export function CarPage(props: CarPageProps) {
  const { car, snapshot, rules } = props
  return (
    <div class="wrap flat" itemscope itemtype="https://schema.org/Car">
      <Microdata car={car} />
      <Crumbs
        links={[
          { href: '/cars', label: t('Cars') },
          { href: cars({ brand: [car.brand] }), label: car.brand },
          {
            href: cars({ brand: [car.brand], base_model: [car.base_model] }),
            label: car.base_model,
          },
          {
            href: cars({
              brand: [car.brand],
              base_model: [car.base_model],
              year_min: car.year,
              year_max: car.year,
            }),
            label: String(car.year),
          },
        ]}
      />
      <Head title={carTitle(car)} lede={lede(car)} />
      <div class="columns">
        <Offer {...props} />
        <TheCar car={car} />
      </div>
      <div class="columns">
        <div class="wide pile">
          {props.explanation ? (
            <ExplanationTable
              explanation={props.explanation}
              asks={car.price}
              states={props.states}
            />
          ) : null}
          <Similar {...props} />
          <History {...props} />
        </div>
        <div class="narrow pile">
          <MonthlyCost car={car} />
          <YearsLeft {...props} />
        </div>
      </div>
      <Provenance
        car={car}
        lineage={props.lineage}
        rules={rules}
        asOf={snapshot.as_of}
        version={snapshot.version}
      />
    </div>
  )
}

function lede(car: Car): string {
  const place = car.state_name ?? car.state
  const facts = [
    ...traits(car).slice(0, 2),
    distance(car.km),
    ...(car.owners === null ? [] : [ownerWords(car.owners)]),
    ...(place ? [t('first registered in {place}', { place })] : []),
  ]
  return `${car.trim ? `${car.trim}. ` : ''}${capital(facts.join(', '))}.`
}

/** schema.org, for those that read pages by machine; the same facts stand on the page in words. */
function Microdata({ car }: { car: Car }) {
  return (
    <>
      <meta itemprop="name" content={car.title} />
      <meta itemprop="model" content={car.base_model} />
      <meta itemprop="vehicleModelDate" content={String(car.year)} />
      <meta itemprop="fuelType" content={car.fuel} />
      <meta itemprop="itemCondition" content="https://schema.org/UsedCondition" />
      {car.transmission ? <meta itemprop="vehicleTransmission" content={car.transmission} /> : null}
      {car.owners === null ? null : (
        <meta itemprop="numberOfPreviousOwners" content={String(car.owners)} />
      )}
      {car.registered_on ? (
        <meta itemprop="dateVehicleFirstRegistered" content={car.registered_on} />
      ) : null}
      <span hidden itemprop="brand" itemscope itemtype="https://schema.org/Brand">
        <meta itemprop="name" content={car.brand} />
      </span>
      <span
        hidden
        itemprop="mileageFromOdometer"
        itemscope
        itemtype="https://schema.org/QuantitativeValue"
      >
        <meta itemprop="value" content={String(car.km)} />
        <meta itemprop="unitCode" content="KMT" />
      </span>
      {car.engine_cc === null ? null : (
        <span
          hidden
          itemprop="vehicleEngine"
          itemscope
          itemtype="https://schema.org/EngineSpecification"
        >
          <span
            itemprop="engineDisplacement"
            itemscope
            itemtype="https://schema.org/QuantitativeValue"
          >
            <meta itemprop="value" content={String(car.engine_cc)} />
            <meta itemprop="unitCode" content="CMQ" />
          </span>
        </span>
      )}
    </>
  )
}

function Offer({ car, snapshot, similar, rules }: CarPageProps) {
  const months = car.loan?.months
  const monthly =
    car.emi === null
      ? null
      : months
        ? t('or {amount} a month for {n, plural, one {# month} other {# months}}', {
            n: months,
            amount: money(car.emi),
          })
        : t('or {amount} a month', { amount: money(car.emi) })
  return (
    <Block id="offer" title={offerTitle(car, similar)} span="wide">
      <div class="offer" itemprop="offers" itemscope itemtype="https://schema.org/Offer">
        <p>
          <span class="hidden" safe>
            {t('Asking price')}
          </span>{' '}
          <span safe>{money(car.price)}</span>
        </p>
        <p>
          {car.estimate ? <DealMark deal={car.deal} /> : null}
          {monthly ? (
            <span class="sub" safe>
              {monthly}
            </span>
          ) : null}
        </p>
        <meta itemprop="price" content={String(car.price)} />
        <meta itemprop="priceCurrency" content={currency()} />
        <meta itemprop="availability" content="https://schema.org/InStock" />
      </div>
      {car.estimate ? (
        <>
          <IntervalPlot estimate={car.estimate} asks={car.price} deal={car.deal} />
          <p class="small soft">
            <span safe>
              {t(
                'Nine in ten such cars ask a price inside the interval; its five parts are the five ratings. This car’s own price was left out of its estimate.',
              )}
            </span>{' '}
            {car.deal === null ? <span safe>{reasonWords(car.deal_reason)}</span> : null}{' '}
            <a href="/market/model" safe>
              {t('How the estimate works')}
            </a>
          </p>
        </>
      ) : snapshot.estimates ? (
        <p class="small soft" safe>
          {reasonWords(car.deal_reason)}
        </p>
      ) : null}
      <p class="small soft" safe>
        {t(
          'The asking price of {year}, as the file lists it. It is what the seller wants, not what the car is worth.',
          { year: yearOf(snapshot.as_of) },
        )}
      </p>
      {rules.length > 0 ? (
        <div class="notice">
          <p>
            <strong safe>
              {t(
                '{n, plural, one {One rule has} other {# rules have}} something to say about this listing',
                { n: rules.length },
              )}
            </strong>
          </p>
          <ul>
            {rules.map(({ id, text }) => (
              <li>
                <span safe>{ruleWords(text)}</span>{' '}
                <a href={`/quality#rule-${encodeURIComponent(id)}`}>
                  <code safe>{id}</code>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p class="actions">
        <a
          class="button main"
          href={cars({ brand: [car.brand], base_model: [car.base_model] })}
          safe
        >
          {t('All {model} cars', { model: nameOf(car) })}
        </a>{' '}
        <a
          class="button"
          href={`/compare?${new URLSearchParams([['id', car.id], ...similar.slice(0, 1).map((other) => ['id', other.car.id])])}`}
          safe
        >
          {t('Compare with the nearest')}
        </a>{' '}
        <a class="button" href={`/api${hrefOf(car)}`}>
          JSON
        </a>
      </p>
    </Block>
  )
}

/** A good price, ₹92,000 under the estimate. */
function dealTitle(apart: number, deal: Deal): string {
  const amount = money(Math.abs(apart))
  const under = apart <= 0
  return {
    great: t('A great price, {amount} under the estimate', { amount }),
    good: t('A good price, {amount} under the estimate', { amount }),
    fair: under
      ? t('A fair price, {amount} under the estimate', { amount })
      : t('A fair price, {amount} over the estimate', { amount }),
    high: t('A high price, {amount} over the estimate', { amount }),
    overpriced: t('Overpriced, {amount} over the estimate', { amount }),
  }[deal]
}

/** The finding: where this price stands among those of similar cars. */
function offerTitle(car: Car, similar: SimilarCar[]): string {
  if (car.estimate && car.deal) return dealTitle(car.price - car.estimate.price, car.deal)
  if (similar.length === 0) return t('The offer')
  const dearer = similar.filter((other) => other.car.price > car.price).length
  const all = count(similar.length)
  if (similar.length === 1) {
    return dearer === 1
      ? t('The most similar car asks more')
      : t('The most similar car does not ask more')
  }
  if (dearer === similar.length) return t('All of the {all} most similar cars ask more', { all })
  if (dearer === 0) return t('None of the {all} most similar cars asks more', { all })
  return t(
    '{n, plural, one {# of the {all} most similar cars asks} other {# of the {all} most similar cars ask}} more',
    { n: dearer, all },
  )
}

const ENGINE_WORDS = {
  listed: undefined,
  repaired: sentence('size repaired, see below'),
  missing: sentence('blank in the file, and no identical car to take it from'),
  not_applicable: undefined,
} as const

function TheCar({ car }: { car: Car }) {
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

function Similar({ car, similar }: CarPageProps) {
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
          'Other {model} cars, the nearest first; the difference is to its price. Distance: 1 for a year, 10,000 km, another fuel or gearbox; 0.5 for another trim or one more owner.',
          { model: nameOf(car) },
        )}
        columns={[
          { label: t('Car') },
          { label: t('Asking price'), num: true },
          { label: t('Difference'), num: true },
          { label: t('Km'), num: true },
          { label: t('Fuel, gearbox') },
          { label: t('Owner') },
          { label: t('Distance'), num: true },
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

function YearsLeft({ car, term, snapshot }: CarPageProps) {
  if (!term) return null
  const left = car.years_left ?? 0
  const title =
    left > 0 ? capital(t('{time} left', { time: years(left) })) : t('No year left under the rule')
  return (
    <Block id="term" title={title}>
      <Term from={term.from} now={snapshot.as_of} until={term.until} />
      <p safe>
        {[
          term.text,
          t('Counted from {from} to {to}.', { from: date(term.from), to: date(snapshot.as_of) }),
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

function History({ history, car, snapshot }: CarPageProps) {
  const prices = history.filter(({ kind }) => kind === 'price')
  const first = history.find(({ kind }) => kind === 'new')
  const since = first
    ? t('Listed since snapshot {version}, published {date}.', {
        version: first.version,
        date: date(first.published_at),
      })
    : t('Listed since the first snapshot.')
  if (prices.length === 0 && snapshot.version === 1) {
    return (
      <Block id="history" title={t('No price history yet')}>
        <p safe>{t('This is the first snapshot: there is nothing to compare it with.')}</p>
      </Block>
    )
  }
  if (prices.length === 0) {
    return (
      <Block id="history" title={t('The price has not moved')}>
        <p safe>
          {[
            since,
            t('It has asked {price} in every snapshot up to number {version}.', {
              price: money(car.price),
              version: snapshot.version,
            }),
          ].join(' ')}
        </p>
      </Block>
    )
  }
  const before = prices[0]?.price_before ?? car.price
  const title =
    car.price < before
      ? t('{amount} less than at first', { amount: money(before - car.price) })
      : car.price > before
        ? t('{amount} more than at first', { amount: money(car.price - before) })
        : t('Back at its first price')
  return (
    <Block id="history" title={title}>
      <DataTable
        caption={[since, t('Price changes, newest first.')].join(' ')}
        columns={[
          { label: t('Snapshot') },
          { label: t('Published on') },
          { label: t('Before'), num: true },
          { label: t('After'), num: true },
          { label: t('Difference'), num: true },
        ]}
        rows={prices.toReversed().map((change): Cell[] => {
          const [from, to] = [change.price_before ?? 0, change.price_after ?? 0]
          return [
            { text: String(change.version) },
            { text: date(change.published_at) },
            { text: money(from) },
            { text: money(to) },
            { text: difference(to - from) },
          ]
        })}
      />
    </Block>
  )
}
