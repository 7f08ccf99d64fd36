import { DEFAULT_SORT } from '../../listing/query.ts'
import type { Import } from '../../snapshots/import.ts'
import type { ImportDeps } from '../actions.ts'
import type { ImportPageProps } from '../views/import-state.tsx'

/** Cars and refused rows that a page shows of what waits. */
const LOOKED_AT = 10

/** What the page of an import shows, and the stream that sends it anew. */
export async function readImportPage(
  deps: ImportDeps,
  run: Import,
  mayWrite: boolean,
): Promise<ImportPageProps> {
  const hasSnapshot = (await deps.cars.current()) !== null
  return { run, hasSnapshot, mayWrite, waiting: await waitingOf(deps, run) }
}

/** What an import holds back, as far as its page shows it; undefined: nothing waits for a decision. */
async function waitingOf({ importer, cars, imports }: ImportDeps, run: Import) {
  if (run.status !== 'held' || (run.questions ?? []).length > 0) return undefined
  const snapshot = await importer.waiting(run.id)
  if (snapshot === null) return undefined
  const request = { filter: {}, sort: DEFAULT_SORT, limit: LOOKED_AT } as const
  const [page, rejects] = await Promise.all([
    cars.page(snapshot, request),
    imports.rejects(run.id, { offset: 0, limit: LOOKED_AT }),
  ])
  return { cars: page.items, rejects: rejects.items }
}
