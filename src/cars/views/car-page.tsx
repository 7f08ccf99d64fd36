import { Term } from '../../platform/ui/charts/term.tsx'
import {
  capital,
  count,
  currency,
  date,
  difference,
  distance,
  money,
  plural,
  yearOf,
  years,
} from '../../platform/ui/format.ts'
import {
  Block,
  type Cell,
  Crumbs,
  DataTable,
  type Fact,
  Facts,
  Head,
} from '../../platform/ui/parts.tsx'
import type { Car, Lineage } from '../car.ts'
import { toSearch } from '../query.ts'
import type { Change, Snapshot } from '../store.ts'
import { MonthlyCost } from './monthly-cost.tsx'
import { Provenance, type RuleText } from './provenance.tsx'
import { fuelWords, hrefOf, nameOf, ownerWords, traits } from './words.ts'

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
  snapshot: Pick<Snapshot, 'version' | 'as_of' | 'published_at'>
  lineage: Lineage | null
  /** Changes of this car, oldest first */
  history: Change[]
  /** Texts of the rules in `car.flags` */
  rules: RuleText[]
  similar: Car[]
  term: RegistrationTerm | null
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
          { href: '/cars', label: 'Cars' },
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
    ...(place ? [`first registered in ${place}`] : []),
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
      : `or ${money(car.emi)} a month${months ? ` for ${plural(months, 'month', 'months')}` : ''}`
  return (
    <Block id="offer" title={offerTitle(car, similar)} span="wide">
      <div class="offer" itemprop="offers" itemscope itemtype="https://schema.org/Offer">
        <p>
          <span class="hidden">Asking price </span>
          <span safe>{money(car.price)}</span>
        </p>
        {monthly ? (
          <p class="soft small" safe>
            {monthly}
          </p>
        ) : null}
        <meta itemprop="price" content={String(car.price)} />
        <meta itemprop="priceCurrency" content={currency()} />
        <meta itemprop="availability" content="https://schema.org/InStock" />
      </div>
      <p class="small soft" safe>
        {`The asking price of ${yearOf(snapshot.as_of)}, as the file lists it. It is what the seller wants, not what the car is worth.`}
      </p>
      {rules.length > 0 ? (
        <div class="notice">
          <p>
            <strong safe>
              {rules.length === 1
                ? 'One rule has something to say about this listing'
                : `${count(rules.length)} rules have something to say about this listing`}
            </strong>
          </p>
          <ul>
            {rules.map(({ id, text }) => (
              <li>
                <span safe>{text}</span>{' '}
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
          {`All ${nameOf(car)} cars`}
        </a>{' '}
        <a class="button" href={`/api${hrefOf(car)}`}>
          JSON
        </a>
      </p>
    </Block>
  )
}

/** The finding: where this price stands among those of similar cars. */
function offerTitle(car: Car, similar: Car[]): string {
  if (similar.length === 0) return 'The offer'
  const dearer = similar.filter(({ price }) => price > car.price).length
  const of = `of the ${count(similar.length)} most similar cars`
  if (similar.length === 1) {
    return dearer === 1
      ? 'The most similar car asks more'
      : 'The most similar car does not ask more'
  }
  if (dearer === similar.length) return `All ${of} ask more`
  if (dearer === 0) return `None ${of} asks more`
  return `${count(dearer)} ${of} ${dearer === 1 ? 'asks' : 'ask'} more`
}

const ENGINE_WORDS = {
  listed: undefined,
  repaired: 'size repaired, see below',
  missing: 'blank in the file, and no identical car to take it from',
  not_applicable: undefined,
} as const

function TheCar({ car }: { car: Car }) {
  const size = car.engine_cc === null ? '' : `${count(car.engine_cc)} cc `
  const engine =
    car.engine_cc_status === 'not_applicable'
      ? 'Electric, no engine size'
      : car.engine_cc_status === 'missing'
        ? `${capital(fuelWords(car.fuel))}, size not known`
        : `${size}${fuelWords(car.fuel)}`
  const note = ENGINE_WORDS[car.engine_cc_status]
  const items: (Fact | null)[] = [
    {
      label: 'Made',
      value: `${car.year}${car.registered_on ? `, registered ${date(car.registered_on)}` : ''}`,
      ...(car.registered_on ? {} : { note: 'date of registration not stated' }),
    },
    { label: 'Driven', value: distance(car.km), note: `${distance(car.km_per_year)} a year` },
    { label: 'Engine', value: engine, ...(note ? { note } : {}) },
    { label: 'Gearbox', value: car.transmission ? capital(car.transmission) : 'Not stated' },
    { label: 'Owners', value: car.owners === null ? 'Not stated' : ownerWords(car.owners) },
    car.spare_key === null ? null : { label: 'Spare key', value: car.spare_key ? 'Yes' : 'No' },
    car.insured === null ? null : { label: 'Insured', value: car.insured ? 'Yes' : 'No' },
    car.registration_mark === null
      ? null
      : {
          label: 'Plate prefix',
          value: car.registration_mark,
          note: [car.office, car.state_name].filter(Boolean).join(', ') || 'office not known',
        },
  ]
  return (
    <Block id="facts" title="The car" span="narrow">
      <Facts items={items.filter((item): item is Fact => item !== null)} />
    </Block>
  )
}

function Similar({ car, similar }: CarPageProps) {
  if (similar.length === 0) {
    return (
      <Block id="similar" title="No similar car">
        <p safe>{`No other ${nameOf(car)} comes near this one in year and km.`}</p>
      </Block>
    )
  }
  return (
    <Block id="similar" title="Similar cars">
      <DataTable
        caption={`Other ${nameOf(car)} cars, those most like this one first; the difference is to its price.`}
        columns={[
          { label: 'Car' },
          { label: 'Asks', num: true },
          { label: 'Difference', num: true },
          { label: 'Km', num: true },
          { label: 'Fuel, gearbox' },
          { label: 'Owner' },
        ]}
        rows={similar.map((other): Cell[] => [
          { text: carTitle(other), href: hrefOf(other), sub: other.trim },
          { text: money(other.price) },
          { text: difference(other.price - car.price) },
          { text: count(other.km) },
          {
            text: capital([fuelWords(other.fuel), other.transmission].filter(Boolean).join(', ')),
          },
          { text: other.owners === null ? 'not stated' : ownerWords(other.owners) },
        ])}
      />
    </Block>
  )
}

function YearsLeft({ car, term, snapshot }: CarPageProps) {
  if (!term) return null
  const left = car.years_left ?? 0
  const title = left > 0 ? `${capital(years(left))} left` : 'No year left under the rule'
  return (
    <Block id="term" title={title}>
      <Term from={term.from} now={snapshot.as_of} until={term.until} />
      <p safe>{`${term.text} Counted from ${date(term.from)} to ${date(snapshot.as_of)}.`}</p>
      <p class="small soft" safe>
        {`Rule: ${term.source}. Status on ${date(term.status_on)}: ${term.status}. Later orders are not in the rule table; check before you buy.`}
      </p>
    </Block>
  )
}

function History({ history, car, snapshot }: CarPageProps) {
  const prices = history.filter(({ kind }) => kind === 'price')
  const first = history.find(({ kind }) => kind === 'new')
  const since = first
    ? `Listed since snapshot ${first.version}, published ${date(first.published_at)}.`
    : 'Listed since the first snapshot.'
  if (prices.length === 0 && snapshot.version === 1) {
    return (
      <Block id="history" title="No price history yet">
        <p>This is the first snapshot: there is nothing to compare it with.</p>
      </Block>
    )
  }
  if (prices.length === 0) {
    return (
      <Block id="history" title="The price has not moved">
        <p
          safe
        >{`${since} It has asked ${money(car.price)} in every snapshot up to number ${snapshot.version}.`}</p>
      </Block>
    )
  }
  const before = prices[0]?.price_before ?? car.price
  const title =
    car.price < before
      ? `${money(before - car.price)} less than at first`
      : car.price > before
        ? `${money(car.price - before)} more than at first`
        : 'Back at its first price'
  return (
    <Block id="history" title={title}>
      <DataTable
        caption={`${since} Price changes, newest first.`}
        columns={[
          { label: 'Snapshot' },
          { label: 'Published' },
          { label: 'Before', num: true },
          { label: 'After', num: true },
          { label: 'Difference', num: true },
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
