import type { FieldError } from '../../platform/http/errors.ts'
import { count, moment, plural } from '../../platform/ui/format.ts'
import { Block, Head, HeadRow, Paging, Scroll, Status } from '../../platform/ui/parts.tsx'
import type { Import } from '../import.ts'
import { isBad, isUnfinished, STATUS_WORDS } from './words.ts'

export type ImportsPageProps = {
  /** Newest first */
  items: Import[]
  total: number
  links: { prev: string | null; next: string | null }
  /** Whether whoever looks may start imports */
  mayWrite: boolean
  /** What stands in the source field, and what is wrong with it */
  source?: string
  errors?: FieldError[]
}

export function ImportsPage(props: ImportsPageProps) {
  const { items, total, links, mayWrite } = props
  return (
    <div class="wrap flat">
      <Head
        title={total === 0 ? 'Nothing was imported yet' : plural(total, 'import', 'imports')}
        lede="An import reads a file of listings, checks every row and publishes a snapshot, whole or not at all."
      />
      {mayWrite ? <Start {...props} /> : null}
      {total === 0 ? <HowTo /> : <Runs items={items} />}
      <Paging
        prev={links.prev}
        next={links.next}
        place={`${count(items.length)} of ${count(total)}`}
        words={{ prev: 'Newer', next: 'Older', first: 'Newest', last: 'Oldest' }}
      />
    </div>
  )
}

function Start({ source = '', errors = [] }: ImportsPageProps) {
  const message = errors.find(({ parameter }) => parameter === 'source')?.message
  return (
    <Block id="start" title="Import a file">
      <form class="start" action="/imports" method="post">
        <div class="field">
          <label for="source">File, folder pattern or address, as the server sees it</label>
          <input
            id="source"
            name="source"
            required
            maxlength="2000"
            value={source}
            placeholder="data/cars.csv"
            {...(message
              ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'source-wrong' }
              : {})}
          />
        </div>
        <button class="button main" type="submit">
          Start the import
        </button>
        {message ? (
          <p class="wrong" id="source-wrong" safe>
            {message}
          </p>
        ) : null}
      </form>
      <p class="small soft">
        The same file again changes nothing. A file that is no list of cars is refused before
        anything changes.
      </p>
    </Block>
  )
}

function HowTo() {
  return (
    <Block id="how" title="How to begin">
      <p>
        Type <code>bun run import cars.csv</code> in the folder of the project, with the path of
        your file. This page lists the import as soon as it runs.
      </p>
    </Block>
  )
}

function Runs({ items }: { items: Import[] }) {
  return (
    <Block id="runs" title="Newest first">
      <Scroll label="Imports, newest first">
        <table>
          <caption>Rows read = published + rejected + duplicates</caption>
          <HeadRow
            columns={[
              { label: 'Import' },
              { label: 'Status' },
              { label: 'Started' },
              { label: 'Rows read', num: true },
              { label: 'Published', num: true },
              { label: 'Rejected', num: true },
              { label: 'Duplicates', num: true },
              { label: 'Snapshot', num: true },
            ]}
          />
          <tbody>
            {items.map((run) => (
              <tr>
                <th scope="row">
                  <a href={`/imports/${run.id}`} safe>{`Import ${run.id}`}</a>
                  <span class="sub" safe>
                    {run.source}
                  </span>
                </th>
                <td>
                  <Status label={STATUS_WORDS[run.status]} bad={isBad(run.status)} />
                </td>
                <td class="nowrap" safe>
                  {moment(run.started_at)}
                </td>
                <td class="num" safe>
                  {count(isUnfinished(run) ? run.progress.rows : run.rows.read)}
                </td>
                <td class="num" safe>
                  {count(run.rows.published)}
                </td>
                <td class="num" safe>
                  {count(run.rows.rejected)}
                </td>
                <td class="num" safe>
                  {count(run.rows.duplicates)}
                </td>
                <td class="num">{run.snapshot ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
