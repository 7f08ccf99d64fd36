import { capital, count, date, distance, money, plural, rate } from '../../platform/ui/format.ts'
import { Block, HeadRow, Scroll } from '../../platform/ui/parts.tsx'
import type { Car, Lineage } from '../car.ts'
import { fuelWords, nameOf, ownerWords } from './words.ts'

export type RuleText = { id: string; text: string }
type Origin = 'As listed' | 'Repaired' | 'Enriched'
type Row = { fact: string; value: string; origin: Origin; how: string; rules: RuleText[] }

/** Which facts a rule speaks of, told from its id. */
const TOPICS = {
  identity: /^same-car/,
  kind: /^(fuel|gearbox|owners)-/,
  engine: /^engine-/,
  dates: /^(date-|registration-before)/,
  place: /^(registration-unknown|office-|now-in-)/,
  km: /^km-/,
  loan: /^(loan|monthly-cost)-/,
}

/** Every fact with its origin, and the row of the file that it goes back to. */
export function Provenance({
  car,
  lineage,
  rules,
  asOf,
  version,
}: {
  car: Car
  lineage: Lineage | null
  /** Texts of the rules in `car.flags` */
  rules: RuleText[]
  asOf: string
  version: number
}) {
  const caption = lineage
    ? `Snapshot ${version}, line ${count(lineage.line)} of ${lineage.file}`
    : `Snapshot ${version}`
  return (
    <Block id="origins" title="Where each fact comes from">
      <Scroll label="Where each fact comes from">
        <table>
          <caption safe>{caption}</caption>
          <HeadRow
            columns={['Fact', 'Value', 'Origin', 'How we know'].map((label) => ({ label }))}
          />
          <tbody>
            {rowsOf(car, rules, asOf, lineage).map((row) => (
              <tr>
                <th scope="row" safe>
                  {row.fact}
                </th>
                <td safe>{row.value}</td>
                <td class="nowrap">
                  <strong>{row.origin}</strong>
                </td>
                <td class="long small">
                  <span safe>{row.how}</span>
                  {row.rules.map(({ id, text }) => (
                    <>
                      <span safe>{` ${text}: `}</span>
                      <code safe>{id}</code>
                    </>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {lineage ? (
        <details>
          <summary>The row as it was read</summary>
          <pre tabindex="0" safe>
            {lineage.raw}
          </pre>
        </details>
      ) : null}
    </Block>
  )
}

function rowsOf(car: Car, rules: RuleText[], asOf: string, lineage: Lineage | null): Row[] {
  const about = (topic: RegExp) => rules.filter(({ id }) => topic.test(id))
  const line = lineage ? `line ${count(lineage.line)} of the file` : 'in the file'
  const rows: (Row | null)[] = [
    {
      fact: 'Title, price, km',
      value: [car.title, money(car.price), distance(car.km)].join(', '),
      origin: 'As listed',
      how: line,
      rules: about(TOPICS.identity),
    },
    {
      fact: 'Base model and trim',
      value: [nameOf(car), car.trim].filter((part) => part !== '').join(' · '),
      origin: 'Enriched',
      how: `split from the model “${car.model}”`,
      rules: [],
    },
    {
      fact: 'Fuel, gearbox, owners',
      value: capital(
        [
          fuelWords(car.fuel),
          car.transmission ?? 'gearbox not stated',
          car.owners === null ? 'owners not stated' : ownerWords(car.owners),
        ].join(', '),
      ),
      origin: 'As listed',
      how: line,
      rules: about(TOPICS.kind),
    },
    engineRow(car, line, about(TOPICS.engine)),
    car.registered_on === null
      ? null
      : {
          fact: 'Registered on',
          value: date(car.registered_on),
          origin: 'As listed',
          how: line,
          rules: about(TOPICS.dates),
        },
    car.registration_mark === null
      ? null
      : {
          fact: 'State, office',
          value:
            [car.state_name ?? car.state, car.office].filter(Boolean).join(', ') || 'not known',
          origin: 'Enriched',
          how: `from the plate prefix ${car.registration_mark}. First registered there; the file does not say where it is sold.`,
          rules: about(TOPICS.place),
        },
    {
      fact: 'Age, km a year',
      value: `${plural(car.age_years, 'year', 'years')}, ${distance(car.km_per_year)} a year`,
      origin: 'Enriched',
      how: `counted to ${date(asOf)}`,
      rules: about(TOPICS.km),
    },
    car.loan === null
      ? null
      : {
          fact: 'Loan rate and months',
          value:
            car.loan.rate === null || car.loan.months === null
              ? 'none reproduces the monthly cost'
              : `${rate(car.loan.rate)}, ${plural(car.loan.months, 'month', 'months')}`,
          origin: 'Enriched',
          how: 'recovered from the monthly cost.',
          rules: about(TOPICS.loan),
        },
  ]
  return rows.filter((row): row is Row => row !== null)
}

function engineRow(car: Car, line: string, rules: RuleText[]): Row {
  const fact = 'Engine size'
  const size = car.engine_cc === null ? '' : `${count(car.engine_cc)} cc`
  switch (car.engine_cc_status) {
    case 'listed':
      return { fact, value: size, origin: 'As listed', how: line, rules }
    case 'repaired':
      return { fact, value: size, origin: 'Repaired', how: 'blank in the file.', rules }
    case 'not_applicable':
      return { fact, value: 'does not apply', origin: 'As listed', how: 'an electric car', rules }
    case 'missing':
      return { fact, value: 'not known', origin: 'As listed', how: 'blank in the file.', rules }
  }
}
