import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { wantsFragment } from '../platform/http/htmx.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { redirect, respond } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { forReader, readerOf } from '../platform/language/reader.ts'
import { page } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { MOST_COMPARED } from './compare.ts'
import { compareHref, latest, trayCookie, trayOf } from './tray.ts'
import { Tray } from './tray-view.tsx'
import { ComparePage } from './views.tsx'

const ids = (most: number) =>
  z.preprocess(
    (value) => [value ?? []].flat().filter((each) => String(each).trim() !== ''),
    z.array(z.string().max(200)).max(most, `takes ${most} cars at most`),
  )
const CompareQuery = z.strictObject({
  id: ids(MOST_COMPARED).meta({ description: 'Cars to compare, one to four' }),
})
const PAGE = 500
const ChooseQuery = z.strictObject({
  id: ids(MOST_COMPARED).meta({ description: 'The cars to compare, instead of those before' }),
  add: ids(PAGE).meta({ description: 'Cars beside those that are ticked; the last four stay' }),
})
const TrayQuery = z.strictObject({
  car: z.string().max(200).optional().meta({ description: 'The car that was ticked or not' }),
  add: z.string().max(200).optional().meta({ description: 'The same, where it was ticked' }),
})

export function compareRoutes(deps: Deps) {
  return new Elysia({ name: 'compare' })
    .get(
      '/compare',
      async ({ request }) => {
        const { id } = readQuery(CompareQuery, request)
        const snapshot = await currentSnapshot(deps.cars)
        return page(deps, request, { snapshot }, async () => {
          const wanted = [...new Set(id)]
          const { found, missing } = await findAll(deps, snapshot, wanted)
          return {
            title: t('Compare cars'),
            description: t(
              'Up to four cars side by side: what differs, and which one beats another',
            ),
            noindex: true,
            body: (
              <ComparePage cars={found} missing={missing} pricesOf={snapshot.as_of.slice(0, 4)} />
            ),
          }
        })
      },
      pageRoute({ query: CompareQuery }),
    )
    .get(
      '/compare/choose',
      async ({ request }) => {
        const { id, add } = readQuery(ChooseQuery, request)
        const chosen = latest(add.length > 0 ? [...trayOf(request), ...add] : id)
        return redirect(compareHref(chosen), 303, { 'set-cookie': trayCookie(request, chosen) })
      },
      pageRoute({ query: ChooseQuery }),
    )
    .get(
      '/compare/tray',
      async ({ request }) => {
        const { car, add } = readQuery(TrayQuery, request)
        if (!wantsFragment(request)) return redirect(compareHref(trayOf(request)), 302)
        const rest = trayOf(request).filter((id) => id !== car)
        const chosen = car === undefined ? rest : latest(add === car ? [...rest, car] : rest)
        const { found } = await findAll(deps, await currentSnapshot(deps.cars), chosen)
        const headers = car === undefined ? {} : { 'set-cookie': trayCookie(request, chosen) }
        return respond(request, { form: 'html', headers }, () =>
          forReader(readerOf(request, deps.site.market), () => String(<Tray cars={found} />)),
        )
      },
      pageRoute({ query: TrayQuery }),
    )
}

async function findAll({ cars }: Deps, snapshot: Snapshot, wanted: readonly string[]) {
  const looked = await Promise.all(wanted.map((id) => cars.find(snapshot, id)))
  return {
    found: looked.filter((car) => car !== null),
    missing: wanted.filter((_, at) => looked[at] === null),
  }
}
