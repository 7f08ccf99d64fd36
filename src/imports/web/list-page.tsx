import type { Deps } from '../../deps.ts'
import { mayWrite } from '../../platform/http/access.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { readQuery } from '../../platform/http/query.ts'
import { t } from '../../platform/language/message.ts'
import { page } from '../../platform/ui/page.tsx'
import type { Import } from '../../snapshots/import.ts'
import { shownSchedules } from '../schedules/routes.ts'
import { ImportsPage } from '../views/imports-page.tsx'
import { ListQuery, SHOWN } from './queries.ts'

/** What stands in the form, and what is wrong with it. */
type Listed = {
  source?: string
  errors?: FieldError[]
  status?: number
}

export async function listPage(
  deps: Deps,
  request: Request,
  { status, ...form }: Listed,
): Promise<Response> {
  const query = readQuery(ListQuery, request)
  const { items, total } = await deps.imports.list(asked(query))
  const { next, prev } = links('/imports', query, items)
  return page(deps, request, status ? { status } : {}, async () => ({
    title: t('Imports'),
    description: t('Every run of the pipeline, what it read and what it refused'),
    body: (
      <ImportsPage
        items={items}
        total={total}
        links={{ next, prev }}
        mayWrite={await mayWrite(request)}
        snapshots={await deps.cars.snapshots()}
        schedules={await shownSchedules(deps)}
        mostBytes={deps.config.remote.mostBytes}
        {...form}
      />
    ),
  }))
}

/** What a ledger is asked for. */
export const asked = ({ limit, before }: ListQuery) =>
  before === undefined ? { limit } : { limit, before }

/** Imports only grow, so the newest page is always the first and needs no place of its own. */
export function links(path: string, query: ListQuery, items: Import[]) {
  const size = query.limit === SHOWN ? '' : `limit=${query.limit}&`
  const place = query.before === undefined ? size.slice(0, -1) : `${size}before=${query.before}`
  const oldest = items.at(-1)
  const newest = items[0]
  return {
    self: `${path}${place === '' ? '' : `?${place}`}`,
    next: oldest && oldest.id > 1 ? `${path}?${size}before=${oldest.id}` : null,
    prev:
      newest && query.before !== undefined
        ? `${path}?${size}before=${newest.id + query.limit + 1}`
        : null,
  }
}
