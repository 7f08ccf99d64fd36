import { count, date, money, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Bar, Ribbon } from '../../platform/ui/charts/bar.tsx'
import {
  Block,
  DataTable,
  Empty,
  type Fact,
  Facts,
  Head,
  HeadRow,
  Notice,
  Paging,
  Scroll,
} from '../../platform/ui/parts.tsx'
import type { Import, Reject, RuleCount } from '../../snapshots/import.ts'
import { ruleWords } from '../../snapshots/views/rule-words.ts'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import { RuleTable } from './rule-table.tsx'
import { actionWords, nameOf, packWords, reasonWords } from './words.ts'

export type QualityPageProps = {
  /** The import that published the snapshot which readers see */
  run: Import
  /** The first of its rejected and dropped rows, in the order of the file */
  rejects: {
    items: Reject[]
    total: number
    offset: number
    links: { prev: string | null; next: string | null }
  }
  /** The imports that published something, newest first, this one among them */
  past: Import[]
  /** Published rows that no rule repaired or flagged; null where nobody counted */
  untouched: number | null
  /** Every rule there is, whether it applied to this file or not */
  catalogue: readonly Pick<RuleCount, 'id' | 'text' | 'action'>[]
}

export function QualityPage(props: QualityPageProps) {
  const { run } = props
  const { rows } = run
  const adds = rows.read === rows.published + rows.rejected + rows.duplicates
  const told = {
    id: run.id,
    source: nameOf(sourceWords(run.source)),
    snapshot: run.snapshot ?? '—',
  }
  return (
    <div class="wrap flat">
      <Head
        title={
          adds
            ? t('{n} rows in, and every one accounted for', { n: count(rows.read) })
            : t('{n} rows in, and not all are accounted for', { n: count(rows.read) })
        }
        lede={[
          run.finished_at
            ? t('Import {id} of {source}, published as snapshot {snapshot} on {date}.', {
                ...told,
                date: date(run.finished_at),
              })
            : t('Import {id} of {source}, published as snapshot {snapshot}.', told),
          t('Nothing is thrown away: what failed is listed below with its line and its reason.'),
        ].join(' ')}
      />
      <Flow {...props} />
      <div class="columns">
        <Found {...props} />
        <ChecksumBlock run={run} />
      </div>
      <Rejects {...props} />
      <OverTime past={props.past} />
      <Silent run={run} />
      <Catalogue {...props} />
    </div>
  )
}

function Flow({ run, rejects, untouched }: QualityPageProps) {
  const { rows, files } = run
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const size = files[0]
    ? [
        t('{n, plural, one {# byte} other {# bytes}}', { n: bytes }),
        t('{n, plural, one {# column} other {# columns}}', { n: files[0].columns }),
      ].join(', ')
    : ''
  const linesOf = (action: Reject['action']) =>
    rejects.items.filter((reject) => reject.action === action).map(({ line }) => line)
  return (
    <section aria-labelledby="flow">
      <h2 class="hidden" id="flow" safe>
        {t('Rows')}
      </h2>
      <ol class="flow">
        <li>
          <b safe>{count(rows.read)}</b>
          <strong safe>{t('{n, plural, one {row} other {rows}} read', { n: rows.read })}</strong>
          <span class="soft small" safe>
            {size}
          </span>
        </li>
        <li>
          <span class="sign">=</span>
          <b safe>{count(rows.published)}</b>
          <strong safe>
            {t('published {n, plural, one {row} other {rows}}', { n: rows.published })}
          </strong>
          <span class="soft small">
            <span safe>{t('one car each,')}</span>{' '}
            <a href="/cars" safe>
              {t('all of them here')}
            </a>
          </span>
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.rejected)}</b>
          <strong safe>
            {t('rejected {n, plural, one {row} other {rows}}', { n: rows.rejected })}
          </strong>
          <Lines lines={linesOf('reject')} total={rows.rejected} none={t('no row failed')} />
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.duplicates)}</b>
          <strong safe>
            {t('{n, plural, one {duplicate} other {duplicates}}', { n: rows.duplicates })}
          </strong>
          <Lines lines={linesOf('drop')} total={rows.duplicates} none={t('no row came twice')} />
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
      <span safe>{t('{n, plural, one {kept,} other {all kept,}}', { n: total })}</span>{' '}
      <a href="#rejects" safe>
        {total === 1 && line ? t('line {line}', { line: count(line) }) : t('listed below')}
      </a>
    </span>
  )
}

function Shares({ run: { rows }, untouched }: { run: Import; untouched: number | null }) {
  const { published, repaired, flagged } = rows
  if (published === 0) return null
  if (untouched === null) {
    return (
      <p class="small soft" safe>
        {t(
          'Of {n, plural, one {# published car} other {# published cars}} {repaired} were repaired and {flagged} flagged; a car can be both.',
          { n: published, repaired: count(repaired), flagged: count(flagged) },
        )}
      </p>
    )
  }
  const both = Math.max(0, repaired + flagged - (published - untouched))
  const parts = [
    {
      text: t('{n} published as listed', { n: count(untouched) }),
      count: untouched,
      tone: 'f-band' as const,
    },
    {
      text: t('{n} repaired', { n: count(repaired - both) }),
      count: repaired - both,
      tone: 'f-mid' as const,
    },
    {
      text:
        both > 0
          ? t('{n} flagged, {both} of them repaired too', { n: count(flagged), both: count(both) })
          : t('{n} flagged', { n: count(flagged) }),
      count: flagged,
      tone: 'f-accent' as const,
    },
  ]
  return (
    <Ribbon
      label={t('Of {n, plural, one {# published car} other {# published cars}}: {parts}', {
        n: published,
        parts: parts.map(({ text }) => text).join(', '),
      })}
      parts={parts}
    />
  )
}

function Found({ run }: QualityPageProps) {
  const found = run.rules.filter((rule) => rule.count > 0)
  const silent = run.rules.filter((rule) => rule.count === 0)
  return (
    <Block id="rules" title={t('What each rule found')} span="wide">
      {found.length > 0 ? (
        <RuleTable
          rules={found}
          caption={t(
            'A car can meet several rules. A flag never changes a value; a repair is marked on the car.',
          )}
        />
      ) : (
        <p safe>{t('No row met a rule: the file is clean, as far as these rules can see.')}</p>
      )}
      {silent.length > 0 ? (
        <details>
          <summary safe>
            {t('{n, plural, one {One rule} other {# rules}} that found nothing', {
              n: silent.length,
            })}
          </summary>
          <DataTable
            caption={t('Checked on every row, and met by none')}
            columns={[{ label: t('Rule') }, { label: t('Id') }, { label: t('Rows'), num: true }]}
            rows={silent.map(({ id, text }) => [
              { text: ruleWords(text) },
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
    ? t('No checksum in the file')
    : checksum.agrees
      ? t('The checksum agrees')
      : t('The checksum does not agree')
  const settings: Fact[] = [
    ...files.map(({ name, sha256 }) => ({
      label: files.length > 1 ? name : t('File, SHA-256'),
      value: sha256,
      code: true,
    })),
    ...(as_of ? [{ label: t('Ages counted to'), value: date(as_of) }] : []),
    { label: t('Rule pack'), value: packWords(rule_pack) },
  ]
  return (
    <Block id="checksum" title={title} span="narrow">
      {checksum ? (
        <>
          <Facts
            money
            items={[
              { label: t("Total in the file's totals row"), value: money(checksum.expected) },
              { label: t('Sum of its listings'), value: money(checksum.actual) },
              {
                label: t('Difference'),
                value: money(checksum.actual - checksum.expected),
                total: true,
              },
            ]}
          />
          {checksum.agrees ? (
            <p class="small soft" safe>
              {t(
                'A totals row read as a car would double the market. It is rejected, and used as proof that no price was lost on the way.',
              )}
            </p>
          ) : (
            <Notice
              warn
              text={t(
                'A price was lost, added or changed before the file reached us. Ask whoever made it for the rows behind the total.',
              )}
            />
          )}
        </>
      ) : (
        <p class="small soft" safe>
          {t(
            'Files with a row of totals are checked against it. This one has none, so nothing proves that it is whole.',
          )}
        </p>
      )}
      <Facts items={settings} />
      <p class="notice" safe>
        {t('The same file again changes nothing, and the import says so.')}
      </p>
    </Block>
  )
}

function Rejects({ run, rejects }: QualityPageProps) {
  if (rejects.total === 0) {
    return (
      <Block id="rejects" title={t('No row was rejected or dropped')}>
        <Empty text={t('Every row of the file is a car in the market.')} />
      </Block>
    )
  }
  const many = new Set(rejects.items.map(({ file }) => file)).size > 1
  const { items, total, offset, links } = rejects
  const place = t('{first} to {last} of {all}', {
    first: count(offset + 1),
    last: count(offset + items.length),
    all: count(total),
  })
  const shown = items.length < total ? place : count(total)
  return (
    <Block id="rejects" title={t('Rejected and dropped rows')}>
      <p class="actions">
        <a class="button" href={`/api/imports/${run.id}/rejects?format=csv`} safe>
          {t('Download as CSV')}
        </a>
      </p>
      <Scroll label={t('Rejected and dropped rows')}>
        <table>
          <caption safe>
            {t(
              '{shown} of {n, plural, one {# row} other {# rows}}, as they stand in the file. Repair them in the CSV and import it again.',
              { n: run.rows.read, shown },
            )}
          </caption>
          <HeadRow
            columns={[
              { label: t('Line'), num: true },
              { label: t('Reason') },
              { label: t('Action') },
              { label: t('Raw text') },
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
                  <span safe>{reasonWords(reject)}</span>
                  <span class="sub">
                    <code safe>{reject.rule}</code>
                  </span>
                </th>
                <td safe>{actionWords(reject.action)}</td>
                <td class="long">
                  <pre safe>{reject.raw}</pre>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Paging
        prev={links.prev}
        next={links.next}
        place={place}
        words={{
          prev: t('Earlier rows'),
          next: t('Later rows'),
          first: t('First rows'),
          last: t('Last rows'),
        }}
      />
    </Block>
  )
}

/** How often each rule was met, import by import. */
function OverTime({ past }: { past: Import[] }) {
  if (past.length < 2) return null
  const met = new Map<string, string>()
  for (const { rules } of past) {
    for (const { id, text, count } of rules) if (count > 0) met.set(id, text)
  }
  const countIn = ({ rules }: Import, id: string) => rules.find((rule) => rule.id === id)?.count
  return (
    <Block id="over-time" title={t('What each rule found, import by import')}>
      <DataTable
        caption={t('Rows that met a rule; – where the rule was off or did not exist yet.')}
        columns={[
          { label: t('Rule') },
          ...past.map(({ id, finished_at, started_at }) => ({
            label: t('Import {id}, {date}', { id, date: date(finished_at ?? started_at) }),
            num: true,
          })),
        ]}
        rows={[...met].map(([id, text]) => [
          { text: ruleWords(text), sub: id },
          ...past.map((each) => {
            const found = countIn(each, id)
            return { text: found === undefined ? '–' : count(found) }
          }),
        ])}
      />
    </Block>
  )
}

function Silent({ run: { blanks, engine, rows, files } }: { run: Import }) {
  const listings = rows.published + rows.duplicates
  const silent = blanks.filter((blank) => blank.count > 0).toSorted((a, b) => b.count - a.count)
  const blankEngines = engine.not_applicable + engine.missing_in_source
  const rest = (files[0]?.columns ?? blanks.length) - silent.length
  const caption = [
    t('Blank values in the {n, plural, one {# listing} other {# listings}} as read.', {
      n: listings,
    }),
    ...(rest > 0
      ? [t('The other {n, plural, one {# column has} other {# columns have}} none.', { n: rest })]
      : []),
  ].join(' ')
  return (
    <Block id="silent" title={t('Where the file is silent')}>
      {silent.length === 0 ? (
        <p safe>{t('No listing leaves a column blank.')}</p>
      ) : (
        <Scroll label={t('Blank values by column')}>
          <table class="thin">
            <caption safe>{caption}</caption>
            <HeadRow
              columns={[
                { label: t('Column') },
                { label: t('Blank'), num: true },
                { label: t('Share'), num: true },
                { label: t('Share as a bar'), hidden: true },
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
          {t(
            'Of {blank} {electric}, {repaired} were repaired, {missing} stay blank: three different things, never one.',
            {
              blank: t('{n, plural, one {# blank engine size} other {# blank engine sizes}}', {
                n: blankEngines,
              }),
              electric: t(
                '{n, plural, one {# belongs to an electric car} other {# belong to electric cars}}',
                { n: engine.not_applicable },
              ),
              repaired: count(engine.repaired),
              missing: count(engine.missing),
            },
          )}
        </p>
      ) : null}
    </Block>
  )
}

function Catalogue({ catalogue, run }: QualityPageProps) {
  const found = new Map(run.rules.map((rule) => [rule.id, rule.count]))
  return (
    <Block id="catalogue" title={t('Every rule, in words')}>
      <Scroll label={t('Every rule, in words')}>
        <table>
          <caption safe>
            {t(
              '{n, plural, one {# rule: what it says, what it does, and how many rows of this file met it} other {# rules: what they say, what they do, and how many rows of this file met them}}.',
              { n: catalogue.length },
            )}
          </caption>
          <HeadRow
            columns={[
              { label: t('Rule') },
              { label: t('What it says') },
              { label: t('Action') },
              { label: t('Rows'), num: true },
            ]}
          />
          <tbody>
            {catalogue.map(({ id, text, action }) => (
              <tr id={`rule-${id}`}>
                <th scope="row">
                  <code safe>{id}</code>
                </th>
                <td class="long" safe>
                  {t(text)}
                </td>
                <td safe>{actionWords(action)}</td>
                <td class="num" safe>
                  {found.has(id) ? count(found.get(id) ?? 0) : t('off')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
