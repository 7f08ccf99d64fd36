import type { Car, Lineage } from '../../listing/car.ts'
import { fuelWords, gearboxWords, nameOf, ownerWords } from '../../listing/words.ts'
import { capital, count, date, distance, money, rate } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import { ruleWords } from '../../snapshots/views/rule-words.ts'

export type RuleText = { id: string; text: string }
type Row = { fact: string; value: string; origin: string; how: string; rules: RuleText[] }

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
    ? t('Snapshot {version}, line {line} of {file}', {
        version,
        line: count(lineage.line),
        file: lineage.file,
      })
    : t('Snapshot {version}', { version })
  return (
    <Block id="origins" title={t('Where each fact comes from')}>
      <Scroll label={t('Where each fact comes from')}>
        <table>
          <caption safe>{caption}</caption>
          <HeadRow
            columns={[t('Fact'), t('Value'), t('Origin'), t('How we know')].map((label) => ({
              label,
            }))}
          />
          <tbody>
            {rowsOf(car, rules, asOf, lineage).map((row) => (
              <tr>
                <th scope="row" safe>
                  {row.fact}
                </th>
                <td safe>{row.value}</td>
                <td class="nowrap">
                  <strong safe>{row.origin}</strong>
                </td>
                <td class="long small">
                  <span safe>{row.how}</span>
                  {row.rules.map(({ id, text }) => (
                    <span class="sub">
                      <span safe>{t('{rule}:', { rule: ruleWords(text) })}</span>{' '}
                      <code safe>{id}</code>
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {lineage ? (
        <details>
          <summary safe>{t('The row as it was read')}</summary>
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
  const line = lineage
    ? t('line {line} of the file', { line: count(lineage.line) })
    : t('in the file')
  const rows: (Row | null)[] = [
    {
      fact: t('Title, price, km'),
      value: [car.title, money(car.price), distance(car.km)].join(', '),
      origin: t('As listed'),
      how: line,
      rules: about(TOPICS.identity),
    },
    {
      fact: t('Base model and trim'),
      value: [nameOf(car), car.trim].filter((part) => part !== '').join(' · '),
      origin: t('Enriched'),
      how: t('split from the model “{model}”', { model: car.model }),
      rules: [],
    },
    {
      fact: t('Fuel, gearbox, owners'),
      value: capital(
        [
          fuelWords(car.fuel),
          gearboxWords(car.transmission) ?? t('gearbox not stated'),
          car.owners === null ? t('owners not stated') : ownerWords(car.owners),
        ].join(', '),
      ),
      origin: t('As listed'),
      how: line,
      rules: about(TOPICS.kind),
    },
    engineRow(car, line, about(TOPICS.engine)),
    car.registered_on === null
      ? null
      : {
          fact: t('Registered on'),
          value: date(car.registered_on),
          origin: t('As listed'),
          how: line,
          rules: about(TOPICS.dates),
        },
    car.registration_mark === null
      ? null
      : {
          fact: t('State, office'),
          value:
            [car.state_name ?? car.state, car.office].filter(Boolean).join(', ') || t('not known'),
          origin: t('Enriched'),
          how: t(
            'from the plate prefix {mark}. First registered there; the file does not say where it is sold.',
            { mark: car.registration_mark },
          ),
          rules: about(TOPICS.place),
        },
    {
      fact: t('Age, km a year'),
      value: t('{age}, {distance} a year', {
        age: t('{n, plural, one {# year} other {# years}}', { n: car.age_years }),
        distance: distance(car.km_per_year),
      }),
      origin: t('Enriched'),
      how: t('counted to {date}', { date: date(asOf) }),
      rules: about(TOPICS.km),
    },
    car.loan === null
      ? null
      : {
          fact: t('Loan rate and months'),
          value:
            car.loan.rate === null || car.loan.months === null
              ? t('none reproduces the monthly cost')
              : [
                  rate(car.loan.rate),
                  t('{n, plural, one {# month} other {# months}}', { n: car.loan.months }),
                ].join(', '),
          origin: t('Enriched'),
          how: t('recovered from the monthly cost.'),
          rules: about(TOPICS.loan),
        },
  ]
  return rows.filter((row): row is Row => row !== null)
}

function engineRow(car: Car, line: string, rules: RuleText[]): Row {
  const fact = t('Engine size')
  const size = car.engine_cc === null ? '' : t('{n} cc', { n: count(car.engine_cc) })
  switch (car.engine_cc_status) {
    case 'listed':
      return { fact, value: size, origin: t('As listed'), how: line, rules }
    case 'repaired':
      return { fact, value: size, origin: t('Repaired'), how: t('blank in the file.'), rules }
    case 'not_applicable':
      return {
        fact,
        value: t('does not apply'),
        origin: t('As listed'),
        how: rules.length > 0 ? '' : t('an electric car'),
        rules,
      }
    case 'missing':
      return {
        fact,
        value: t('not known'),
        origin: t('As listed'),
        how: t('blank in the file.'),
        rules,
      }
  }
}
