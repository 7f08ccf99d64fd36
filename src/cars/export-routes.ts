import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { CarFilter, filterOf } from '../listing/query.ts'
import { CsvMetadata } from '../platform/csvw.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import { describeExport, exportCars } from './export.ts'

/** All cars of a filter as a file: one address a form, so that a client knows what it gets. */
export function carExports(deps: Deps) {
  const { cars } = deps
  const about = { tag: 'Market', query: CarFilter, problems: [503] } as const
  return new Elysia({ name: 'car-exports' })
    .get(
      '/api/cars.csv',
      async ({ request }) => {
        const { snapshot, filter } = await asked(deps, request)
        return exportCars(request, {
          cars,
          snapshot,
          filter,
          format: 'csv',
          tag: tagOf(deps, snapshot),
        })
      },
      operation({
        ...about,
        name: 'downloadCarsCsv',
        summary: 'All cars of a filter as a CSV file, by id',
        description:
          'RFC 4180 from its first line. Nested fields are flat (loan_rate, estimate_low), flags are joined by “;”. Text that a spreadsheet would take for a formula begins with an apostrophe.',
        answer: 'csv',
        example: 'id,title,brand,model\r\n2019-honda-city,2019 Honda City V MT,Honda,City V MT\r\n',
        cached: true,
        headers: ['X-Total-Count', 'X-Snapshot', 'Link', 'Content-Disposition'],
      }),
    )
    .get(
      '/api/cars.csv-metadata.json',
      async ({ request }) => {
        const { snapshot, filter } = await asked(deps, request)
        return respond(request, { form: 'csvm', tag: tagOf(deps, snapshot) }, async () =>
          JSON.stringify(await describeExport(cars, snapshot, filter)),
        )
      },
      operation({
        ...about,
        name: 'describeCarsCsv',
        summary: 'What the CSV file of the same filter holds: columns, filter, rows and snapshot',
        answer: CsvMetadata,
        form: 'csvm',
        cached: true,
      }),
    )
    .get(
      '/api/cars.ndjson',
      async ({ request }) => {
        const { snapshot, filter } = await asked(deps, request)
        return exportCars(request, {
          cars,
          snapshot,
          filter,
          format: 'ndjson',
          tag: tagOf(deps, snapshot),
        })
      },
      operation({
        ...about,
        name: 'downloadCarsNdjson',
        summary: 'All cars of a filter, one JSON object a line, by id',
        answer: 'ndjson',
        example: '{"id":"2019-honda-city","title":"2019 Honda City V MT","brand":"Honda"}\n',
        cached: true,
        headers: ['X-Total-Count', 'X-Snapshot', 'Content-Disposition'],
      }),
    )
}

async function asked({ cars }: Deps, request: Request) {
  const filter = filterOf(readQuery(CarFilter, request))
  const snapshot = await currentSnapshot(cars)
  refuseDeals(filter, snapshot)
  return { snapshot, filter }
}
