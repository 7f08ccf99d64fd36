import type { Deps } from '../../deps.ts'
import { readQuery } from '../../platform/http/query.ts'
import { count } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { page } from '../../platform/ui/page.tsx'
import type { Import } from '../../snapshots/import.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'
import { currentSnapshot } from '../../snapshots/list.ts'
import { find } from '../actions.ts'
import { rulesOf } from '../rules/index.ts'
import { QualityPage } from '../views/quality/page.tsx'
import { QualityQuery, SHOWN } from './queries.ts'

/** Imports whose rules stand side by side, found among so many of the newest. */
const COMPARED = 5
const LOOKED_AT = 100

/** What the import found that published the snapshot which readers see. */
export async function qualityPage(deps: Deps, request: Request): Promise<Response> {
  const { offset } = readQuery(QualityQuery, request)
  const snapshot = await currentSnapshot(deps.cars)
  return page(deps, request, { snapshot }, async () => {
    const run = await find(deps, String(snapshot.import_id))
    return {
      title: t('Data quality'),
      noindex: offset > 0,
      description: t('{read} rows read, {published} published, {rejected} rejected, {duplicates}', {
        read: count(run.rows.read),
        published: count(run.rows.published),
        rejected: count(run.rows.rejected),
        duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', {
          n: run.rows.duplicates,
        }),
      }),
      body: (
        <QualityPage
          run={run}
          rejects={await rejectsFrom(deps.imports, run.id, offset)}
          past={await published(deps.imports)}
          untouched={run.rows.untouched}
          catalogue={rulesOf(deps.pack)}
        />
      ),
    }
  })
}

async function rejectsFrom(imports: ImportLedger, id: number, offset: number) {
  const { items, total } = await imports.rejects(id, { offset, limit: SHOWN })
  const link = (to: number) => `/quality${to === 0 ? '' : `?offset=${to}`}#rejects`
  return {
    items,
    total,
    offset,
    links: {
      prev: offset > 0 ? link(Math.max(0, offset - SHOWN)) : null,
      next: offset + items.length < total ? link(offset + SHOWN) : null,
    },
  }
}

/** The last few imports that gave readers something new, newest first. */
async function published(imports: ImportLedger): Promise<Import[]> {
  const { items } = await imports.list({ limit: LOOKED_AT })
  return items.filter(({ status }) => status === 'published').slice(0, COMPARED)
}
