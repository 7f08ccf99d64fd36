import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { CarFilter, filterOf } from '../listing/query.ts'
import { CsvMetadata } from '../platform/csvw.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { respond } from '../platform/http/respond.ts'
import { tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import { meant } from '../snapshots/search/understand.ts'
import { describeExport, exportCars, FILE_FORMATS, type FileFormat } from './export.ts'

type Words = { name: string; summary: string; description?: string; example?: string }

const WORDS: Record<FileFormat, Words> = {
  csv: {
    name: 'downloadCarsCsv',
    summary: 'All cars of a filter as a CSV file, by id',
    description:
      'RFC 4180 from its first line. Nested fields are flat (loan_rate, estimate_low), flags are joined by “;”. Text that a spreadsheet would take for a formula begins with an apostrophe.',
    example: 'id,title,brand,model\r\n2019-honda-city,2019 Honda City V MT,Honda,City V MT\r\n',
  },
  ndjson: {
    name: 'downloadCarsNdjson',
    summary: 'All cars of a filter, one JSON object a line, by id',
    example: '{"id":"2019-honda-city","title":"2019 Honda City V MT","brand":"Honda"}\n',
  },
  arrow: {
    name: 'downloadCarsArrow',
    summary: 'All cars of a filter as an Apache Arrow file, by id',
    description:
      'Arrow’s IPC file format. The columns of the CSV file, typed: whole numbers of 64 bits, dates, flags as a list. Its metadata say filter, rows and snapshot.',
  },
  parquet: {
    name: 'downloadCarsParquet',
    summary: 'All cars of a filter as an Apache Parquet file, by id',
    description:
      'The columns of the CSV file, typed: whole numbers of 64 bits, dates, flags as a list. Its key-value metadata say filter, rows and snapshot.',
  },
}

/** All cars of a filter as a file: one address a format, so that a client knows what it gets. */
export function carExports(deps: Deps) {
  const { cars } = deps
  const about = { tag: 'Market', query: CarFilter, problems: [503] } as const
  const routes = new Elysia({ name: 'car-exports' })
  for (const format of FILE_FORMATS) {
    routes.get(
      `/api/cars.${format}`,
      async ({ request }) => {
        const { snapshot, filter } = await asked(deps, request)
        return exportCars(request, { cars, snapshot, filter, format, tag: tagOf(deps, snapshot) })
      },
      operation({
        ...about,
        ...WORDS[format],
        answer: format,
        cached: true,
        headers: [
          'X-Total-Count',
          'X-Snapshot',
          'Content-Disposition',
          ...(format === 'csv' ? (['Link'] as const) : []),
        ],
      }),
    )
  }
  return routes.get(
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
}

async function asked(deps: Deps, request: Request) {
  const query = filterOf(readQuery(CarFilter, request))
  const snapshot = await currentSnapshot(deps.cars)
  refuseDeals(query, snapshot)
  const { filter } = await meant(deps, snapshot, query)
  return { snapshot, filter }
}
