import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import { MOST_COMPARED } from './compare.ts'
import { ComparePage } from './views.tsx'

const CompareQuery = z.strictObject({
  id: z
    .preprocess(
      (value) => [value ?? []].flat().filter((each) => String(each).trim() !== ''),
      z.array(z.string().max(200)).max(MOST_COMPARED, `takes ${MOST_COMPARED} cars at most`),
    )
    .meta({ description: 'Cars to compare, one to four' }),
})

export function compareRoutes(deps: Deps) {
  const { cars } = deps
  return new Elysia({ name: 'compare' }).get(
    '/compare',
    async ({ request }) => {
      const { id } = readQuery(CompareQuery, request)
      const snapshot = await currentSnapshot(cars)
      return page(deps, request, { snapshot }, async () => {
        const wanted = [...new Set(id)]
        const found = await Promise.all(wanted.map((each) => cars.find(snapshot, each)))
        const compared = found.filter((car) => car !== null)
        return {
          title: t('Compare cars'),
          description: t('Up to four cars side by side: what differs, and which one beats another'),
          noindex: true,
          body: (
            <ComparePage
              cars={compared}
              missing={wanted.filter((_, at) => found[at] === null)}
              pricesOf={snapshot.as_of.slice(0, 4)}
            />
          ),
        }
      })
    },
    pageRoute({ query: CompareQuery }),
  )
}
