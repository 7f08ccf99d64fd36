import { Elysia } from 'elysia'
import type { Deps } from '../../deps.ts'
import { CarFilter } from '../../listing/query.ts'
import { notFound } from '../../platform/http/errors.ts'
import { hiddenRoute, operation } from '../../platform/http/openapi.ts'
import { readQuery } from '../../platform/http/query.ts'
import { respond } from '../../platform/http/respond.ts'
import { message } from '../../platform/language/message.ts'
import { forReader, readerOf } from '../../platform/language/reader.ts'
import { tagOf } from '../../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../../snapshots/list.ts'
import type { Snapshot } from '../../snapshots/read.ts'
import type { Press } from '../press/press.ts'
import { readReport } from '../report.ts'
import { carPicture } from './car.ts'
import { marketPicture } from './market.ts'

type PictureDeps = Deps & { press: Press }

/** Pictures that stand for pages where their addresses are passed on: made beside the loop, and kept. */
export function pictureRoutes(deps: PictureDeps) {
  const site = deps.config.app.title
  return new Elysia({ name: 'pictures' })
    .get(
      '/cars/:id/picture.png',
      async ({ request, params }) => {
        const snapshot = await currentSnapshot(deps.cars)
        return png(deps, request, snapshot, async () => {
          const car = await deps.cars.find(snapshot, params.id)
          if (!car)
            throw notFound(message('There is no car "{id}" on the market.', { id: params.id }))
          return () => carPicture(car, snapshot.as_of, site)
        })
      },
      hiddenRoute(),
    )
    .get(
      '/reports/market.png',
      async ({ request }) => {
        const filter = readQuery(CarFilter, request)
        const snapshot = await currentSnapshot(deps.cars)
        refuseDeals(filter, snapshot)
        return png(deps, request, snapshot, async () => {
          const report = await readReport(deps, snapshot, filter)
          return () => marketPicture(report, site)
        })
      },
      operation({
        name: 'downloadMarketPng',
        summary: 'How the asking prices of a filter spread, as a picture of 1200 by 630',
        tag: 'Market',
        query: CarFilter,
        answer: 'png',
        headers: ['X-Snapshot'],
        cached: true,
        problems: [503],
      }),
    )
}

/** @param read what the picture shows; it is drawn in the language of the reader */
function png(
  { press, site }: PictureDeps,
  request: Request,
  snapshot: Snapshot,
  read: () => Promise<() => string>,
): Promise<Response> {
  const reader = readerOf(request, site.market)
  const tag = { ...tagOf({ site }, snapshot), language: reader.language }
  const headers = {
    'content-language': reader.language,
    'x-snapshot': String(snapshot.version),
    // Pages of others may show it.
    'cross-origin-resource-policy': 'cross-origin',
  }
  return respond(request, { form: 'png', tag, headers }, async () => {
    const draw = await read()
    return press.png(await forReader(reader, async () => draw()))
  })
}
