import { chipsOf } from '../../listing/filter-words.ts'
import { dealName, hrefOf } from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { count, lakhNote } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chips } from '../../platform/ui/lists.tsx'
import { Actions, Block, Empty, Facts, Figures, Head } from '../../platform/ui/parts.tsx'
import { type Cell, type Column, DataTable } from '../../platform/ui/tables.tsx'
import type { Facets } from '../../snapshots/read.ts'
import { FilterBar } from '../../snapshots/views/filter-bar.tsx'
import { PriceByYear, PriceHistogram } from '../../snapshots/views/price-charts.tsx'
import type { Group, Report } from '../report.ts'
import { linksOf } from '../request.ts'
import {
  dealsRule,
  dealsSentence,
  groupColumns,
  keyFigures,
  notStated,
  placeWords,
  priceLabel,
  qualitySentences,
  reportTitle,
  statement,
} from '../words.ts'

export type ReportPageProps = {
  report: Report
  facets: Facets
  errors: FieldError[]
  /** What was typed, by parameter: shown again where it was refused */
  entered: Partial<Record<string, string>>
}

export function ReportPage(props: ReportPageProps) {
  const { report } = props
  const { filter } = report
  const links = linksOf(filter)
  return (
    <div class="wrap flat">
      <Head title={reportTitle()} lede={lede(report)}>
        <Chips
          chips={chipsOf(filter, report.stateNames, (rest) => linksOf(rest).page)}
          clear="/reports"
        />
      </Head>
      <div class="stack">
        <FilterBar {...props} action="/reports" filter={filter} states={report.stateNames} />
        <Actions
          links={[
            ...Object.entries({
              PDF: links.pdf,
              XLSX: links.xlsx,
              CSV: links.csv,
              NDJSON: links.ndjson,
            }).map(([label, href]) => ({ href, label })),
            { href: links.atom, label: t('Feed of new and cheaper cars') },
          ]}
        />
      </div>
      <Block id="covers" title={t('What it covers')}>
        <Facts items={statement(report)} />
      </Block>
      {report.price ? (
        <Body report={report} />
      ) : (
        <Empty
          text={t('No car matches this filter.')}
          links={[{ href: '/reports', label: t('Clear all') }]}
        />
      )}
      <Block id="origin" title={t('Where the figures come from')}>
        {qualitySentences(report).map((words) => (
          <p safe>{words}</p>
        ))}
        <p>
          <a href="/quality" safe>
            {t('What the import found')}
          </a>
        </p>
      </Block>
    </div>
  )
}

function lede({ total }: Report): string {
  const told = t(
    '{n, plural, one {# car} other {# cars}}: what sellers ask, to read, to print and to take away.',
    { n: total },
  )
  return [told, lakhNote()].filter((part) => part !== '').join(' ')
}

function Body({ report }: { report: Report }) {
  const deals = dealsSentence(report)
  return (
    <>
      <Block id="figures" title={t('Key figures')}>
        <Figures items={keyFigures(report)} />
        {deals ? <p safe>{deals}</p> : null}
      </Block>
      <div class="columns">
        <PriceByYear byYear={report.byYear} total={report.total} filter={report.filter} />
        <PriceHistogram priceBins={report.priceBins} price={report.price} filter={report.filter} />
      </div>
      <div class="columns">
        <Groups id="brands" title={t('By brand')} name={t('Brand')} rows={report.brands} />
        <Groups
          id="states"
          title={t('By state of first registration')}
          name={t('State')}
          rows={report.states}
        />
      </div>
      <Best report={report} />
    </>
  )
}

const numbers = (labels: string[]): Column[] => labels.map((label) => ({ label, num: true }))
const cells = (values: number[]): Cell[] => values.map((value) => ({ text: count(value) }))

const GROUPS_MOST = 12

/** The largest groups; the others unfold. */
function Groups({
  id,
  title,
  name,
  rows,
}: {
  id: string
  title: string
  name: string
  rows: Group[]
}) {
  const columns = [{ label: name }, ...numbers(groupColumns())]
  const written = rows.map(({ group, count: inside, lower, median, upper }) => [
    { text: group ?? notStated() },
    ...cells([inside, lower, median, upper]),
  ])
  const rest = written.slice(GROUPS_MOST)
  return (
    <Block id={id} title={title}>
      <DataTable caption={priceLabel()} columns={columns} rows={written.slice(0, GROUPS_MOST)} />
      {rest.length > 0 ? (
        <details>
          <summary safe>{t('{n} more', { n: count(rest.length) })}</summary>
          <DataTable caption={priceLabel()} columns={columns} rows={rest} />
        </details>
      ) : null}
    </Block>
  )
}

function Best({ report }: { report: Report }) {
  if (report.best.length === 0) return null
  return (
    <Block id="best" title={t('Best deals')}>
      <p class="small soft" safe>
        {dealsRule()}
      </p>
      <DataTable
        caption={priceLabel()}
        columns={[
          { label: t('Car') },
          ...numbers([t('Km'), t('Price'), t('Estimate'), t('Place')]),
          { label: t('Deal') },
        ]}
        rows={report.best.map((car) => [
          { text: car.title, href: hrefOf(car) },
          { text: count(car.km) },
          { text: count(car.price) },
          { text: car.estimate ? count(car.estimate.price) : '–' },
          { text: placeWords(car) },
          { text: dealName(car.deal) },
        ])}
      />
    </Block>
  )
}
