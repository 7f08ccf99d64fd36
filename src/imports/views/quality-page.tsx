import { Bar, Ribbon } from '../../platform/ui/charts/bar.tsx'
import { count, date, money, percent, plural } from '../../platform/ui/format.ts'
import {
  Block,
  DataTable,
  Empty,
  type Fact,
  Facts,
  Head,
  HeadRow,
  Notice,
  Scroll,
} from '../../platform/ui/parts.tsx'
import type { Import, Reject, RuleCount } from '../import.ts'
import { RuleTable } from './rule-table.tsx'
import { ACTION_WORDS, nameOf } from './words.ts'

export type QualityPageProps = {
  /** The import that published the snapshot which readers see */
  run: Import
  /** The first of its rejected and dropped rows, in the order of the file */
  rejects: { items: Reject[]; total: number }
  /** Published rows that no rule repaired or flagged; null where nobody counted */
  untouched: number | null
  /** Every rule there is, whether it applied to this file or not */
  catalogue: readonly Pick<RuleCount, 'id' | 'text' | 'action'>[]
}

export function QualityPage(props: QualityPageProps) {
  const { run } = props
  const { rows } = run
  const adds = rows.read === rows.published + rows.rejected + rows.duplicates
  const published = run.finished_at ? ` on ${date(run.finished_at)}` : ''
  return (
    <div class="wrap flat">
      <Head
        title={
          adds
            ? `${count(rows.read)} rows in, and every one accounted for`
            : `${count(rows.read)} rows in, and not all are accounted for`
        }
        lede={`Import ${run.id} of ${nameOf(run.source)}, published as snapshot ${run.snapshot ?? '—'}${published}. Nothing is thrown away: what failed is listed below with its line and its reason.`}
      />
      <Flow {...props} />
      <div class="columns">
        <Found {...props} />
        <ChecksumBlock run={run} />
      </div>
      <Rejects {...props} />
      <Silent run={run} />
      <Catalogue {...props} />
    </div>
  )
}

function Flow({ run, rejects, untouched }: QualityPageProps) {
  const { rows, files } = run
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const size = files[0]
    ? `${count(bytes)} bytes, ${plural(files[0].columns, 'column', 'columns')}`
    : ''
  const linesOf = (action: Reject['action']) =>
    rejects.items.filter((reject) => reject.action === action).map(({ line }) => line)
  return (
    <section aria-labelledby="flow">
      <h2 class="hidden" id="flow">
        Rows
      </h2>
      <ol class="flow">
        <li>
          <b safe>{count(rows.read)}</b>
          <strong>rows read</strong>
          <span class="soft small" safe>
            {size}
          </span>
        </li>
        <li>
          <span class="sign">=</span>
          <b safe>{count(rows.published)}</b>
          <strong>published</strong>
          <span class="soft small">
            one car each, <a href="/cars">all of them here</a>
          </span>
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.rejected)}</b>
          <strong>rejected</strong>
          <Lines lines={linesOf('reject')} total={rows.rejected} none="no row failed" />
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.duplicates)}</b>
          <strong>{rows.duplicates === 1 ? 'duplicate' : 'duplicates'}</strong>
          <Lines lines={linesOf('drop')} total={rows.duplicates} none="no row came twice" />
        </li>
      </ol>
      <Shares run={run} untouched={untouched} />
    </section>
  )
}

function Lines({ lines, total, none }: { lines: number[]; total: number; none: string }) {
  if (total === 0) {
    return (
      <span class="soft small" safe>
        {none}
      </span>
    )
  }
  const [line] = lines
  return (
    <span class="soft small">
      kept, <a href="#rejects">{total === 1 && line ? `line ${count(line)}` : 'listed below'}</a>
    </span>
  )
}

function Shares({ run: { rows }, untouched }: { run: Import; untouched: number | null }) {
  const { published, repaired, flagged } = rows
  if (published === 0) return null
  if (untouched === null) {
    return (
      <p class="small soft" safe>
        {`Of ${plural(published, 'published car', 'published cars')} ${count(repaired)} were repaired and ${count(flagged)} flagged; a car can be both.`}
      </p>
    )
  }
  const both = Math.max(0, repaired + flagged - (published - untouched))
  const overlap = both > 0 ? `, ${count(both)} of them repaired too` : ''
  const parts = [
    {
      text: `${count(untouched)} published as listed`,
      count: untouched,
      tone: 'f-band' as const,
    },
    {
      text: `${count(repaired - both)} repaired`,
      count: repaired - both,
      tone: 'f-mid' as const,
    },
    { text: `${count(flagged)} flagged${overlap}`, count: flagged, tone: 'f-accent' as const },
  ]
  return (
    <Ribbon
      label={`Of ${plural(published, 'published car', 'published cars')}: ${parts.map(({ text }) => text).join(', ')}`}
      parts={parts}
    />
  )
}

function Found({ run }: QualityPageProps) {
  const found = run.rules.filter((rule) => rule.count > 0)
  const silent = run.rules.filter((rule) => rule.count === 0)
  return (
    <Block id="rules" title="What each rule found" span="wide">
      {found.length > 0 ? (
        <RuleTable
          rules={found}
          caption="A car can meet several rules. A flag never changes a value; a repair is marked on the car."
        />
      ) : (
        <p>No row met a rule: the file is clean, as far as these rules can see.</p>
      )}
      {silent.length > 0 ? (
        <details>
          <summary safe>
            {silent.length === 1
              ? 'One rule that found nothing'
              : `${silent.length} rules that found nothing`}
          </summary>
          <DataTable
            caption="Checked on every row, and met by none"
            columns={[{ label: 'Rule' }, { label: 'Id' }, { label: 'Rows', num: true }]}
            rows={silent.map(({ id, text }) => [
              { text },
              { text: id, code: true },
              { text: count(0) },
            ])}
          />
        </details>
      ) : null}
    </Block>
  )
}

function ChecksumBlock({ run }: { run: Import }) {
  const { checksum, files, as_of, rule_pack } = run
  const title = !checksum
    ? 'No checksum in the file'
    : checksum.agrees
      ? 'The checksum agrees'
      : 'The checksum does not agree'
  const settings: Fact[] = [
    ...files.map(({ name, sha256 }) => ({
      label: files.length > 1 ? name : 'File, SHA-256',
      value: sha256,
      code: true,
    })),
    ...(as_of ? [{ label: 'Ages counted to', value: date(as_of) }] : []),
    { label: 'Rule pack', value: rule_pack === 'india' ? 'India' : 'none' },
  ]
  return (
    <Block id="checksum" title={title} span="narrow">
      {checksum ? (
        <>
          <Facts
            money
            items={[
              { label: "Total in the file's totals row", value: money(checksum.expected) },
              { label: 'Sum of its listings', value: money(checksum.actual) },
              {
                label: 'Difference',
                value: money(checksum.actual - checksum.expected),
                total: true,
              },
            ]}
          />
          {checksum.agrees ? (
            <p class="small soft">
              A totals row read as a car would double the market. It is rejected, and used as proof
              that no price was lost on the way.
            </p>
          ) : (
            <Notice
              warn
              text="A price was lost, added or changed before the file reached us. Ask whoever made it for the rows behind the total."
            />
          )}
        </>
      ) : (
        <p class="small soft">
          Files with a row of totals are checked against it. This one has none, so nothing proves
          that it is whole.
        </p>
      )}
      <Facts items={settings} />
      <p class="notice">The same file again changes nothing, and the import says so.</p>
    </Block>
  )
}

function Rejects({ run, rejects }: QualityPageProps) {
  if (rejects.total === 0) {
    return (
      <Block id="rejects" title="No row was rejected or dropped">
        <Empty text="Every row of the file is a car in the market." />
      </Block>
    )
  }
  const many = new Set(rejects.items.map(({ file }) => file)).size > 1
  const shown =
    rejects.items.length < rejects.total
      ? `The first ${count(rejects.items.length)} of ${count(rejects.total)}`
      : count(rejects.total)
  return (
    <Block id="rejects" title="Rejected and dropped rows">
      <p class="actions">
        <a class="button" href={`/api/imports/${run.id}/rejects?format=csv`}>
          Download as CSV
        </a>
      </p>
      <Scroll label="Rejected and dropped rows">
        <table>
          <caption safe>
            {`${shown} of ${plural(run.rows.read, 'row', 'rows')}, as they stand in the file. Repair them in the CSV and import it again.`}
          </caption>
          <HeadRow
            columns={[
              { label: 'Line', num: true },
              { label: 'Reason' },
              { label: 'Action' },
              { label: 'Raw text' },
            ]}
          />
          <tbody>
            {rejects.items.map((reject) => (
              <tr>
                <td class="num">
                  <span safe>{count(reject.line)}</span>
                  {many ? (
                    <span class="sub" safe>
                      {nameOf(reject.file)}
                    </span>
                  ) : null}
                </td>
                <th scope="row">
                  <span safe>{reject.reason}</span>
                  <span class="sub">
                    <code safe>{reject.rule}</code>
                  </span>
                </th>
                <td>{ACTION_WORDS[reject.action]}</td>
                <td class="long">
                  <pre safe>{reject.raw}</pre>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}

function Silent({ run: { blanks, engine, rows, files } }: { run: Import }) {
  const listings = rows.published + rows.duplicates
  const silent = blanks.filter((blank) => blank.count > 0).toSorted((a, b) => b.count - a.count)
  const blankEngines = engine.not_applicable + engine.missing_in_source
  const rest = (files[0]?.columns ?? blanks.length) - silent.length
  const caption = `Blank values in the ${plural(listings, 'listing', 'listings')} as read.${rest > 0 ? ` The other ${plural(rest, 'column has', 'columns have')} none.` : ''}`
  return (
    <Block id="silent" title="Where the file is silent">
      {silent.length === 0 ? (
        <p>No listing leaves a column blank.</p>
      ) : (
        <Scroll label="Blank values by column">
          <table class="thin">
            <caption safe>{caption}</caption>
            <HeadRow
              columns={[
                { label: 'Column' },
                { label: 'Blank', num: true },
                { label: 'Share', num: true },
                { label: 'Share as a bar', hidden: true },
              ]}
            />
            <tbody>
              {silent.map((blank) => (
                <tr>
                  <th scope="row">
                    <code safe>{blank.column}</code>
                  </th>
                  <td class="num" safe>
                    {count(blank.count)}
                  </td>
                  <td class="num" safe>
                    {percent(blank.count / Math.max(1, listings), 1)}
                  </td>
                  <td class="bar">
                    <Bar share={blank.count / Math.max(1, listings)} ground />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {blankEngines > 0 ? (
        <p class="small soft" safe>
          {`Of ${plural(blankEngines, 'blank engine size', 'blank engine sizes')} ${count(engine.not_applicable)} ${engine.not_applicable === 1 ? 'belongs to an electric car' : 'belong to electric cars'}, ${count(engine.repaired)} were repaired, ${count(engine.missing)} stay blank: three different things, never one.`}
        </p>
      ) : null}
    </Block>
  )
}

function Catalogue({ catalogue, run }: QualityPageProps) {
  const found = new Map(run.rules.map((rule) => [rule.id, rule.count]))
  return (
    <Block id="catalogue" title="Every rule, in words">
      <Scroll label="Every rule, in words">
        <table>
          <caption safe>
            {`${plural(catalogue.length, 'rule', 'rules')}: what they say, what they do, and how many rows of this file met them.`}
          </caption>
          <HeadRow
            columns={[
              { label: 'Rule' },
              { label: 'What it says' },
              { label: 'Action' },
              { label: 'Rows', num: true },
            ]}
          />
          <tbody>
            {catalogue.map(({ id, text, action }) => (
              <tr id={`rule-${id}`}>
                <th scope="row">
                  <code safe>{id}</code>
                </th>
                <td class="long" safe>
                  {text}
                </td>
                <td>{ACTION_WORDS[action]}</td>
                <td class="num">{found.has(id) ? count(found.get(id) ?? 0) : 'off'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
