import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { filterWords } from '../listing/filter-words.ts'
import { CarFilter, toSearch } from '../listing/query.ts'
import { marketPicture } from '../listing/words.ts'
import { HttpError } from '../platform/http/errors.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import { readQuery, typed, withoutBlanks } from '../platform/http/query.ts'
import { redirect } from '../platform/http/respond.ts'
import { message, t } from '../platform/language/message.ts'
import { type Reader, readerOf } from '../platform/language/reader.ts'
import { originOf, page, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot, refuseDeals } from '../snapshots/list.ts'
import type { Snapshot } from '../snapshots/read.ts'
import { BAR_FACETS } from '../snapshots/views/filter-bar.tsx'
import { download } from './download.ts'
import { LISTED_MOST, MOST_ROWS } from './limits.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { Press } from './press/press.ts'
import { readReport } from './report.ts'
import { linksOf, readFilter } from './request.ts'
import { ReportPage } from './views/report-page.tsx'
import { reportTitle } from './words.ts'

type ReportDeps = Deps & { press: Press }

export function reportRoutes(given: Deps) {
  const deps = { ...given, press: new Press() }
  return new Elysia({ name: 'reports' })
    .use(pictureRoutes(deps))
    .get(
      '/reports',
      async ({ request }) => {
        const tidy = withoutBlanks(request)
        return tidy === null ? reportPage(deps, request) : redirect(tidy, 302)
      },
      pageRoute({ query: CarFilter }),
    )
    .get(
      '/reports/market.pdf',
      async ({ request }) => reportPdf(deps, request),
      operation({
        name: 'downloadMarketPdf',
        summary: 'The market report for a filter, to print',
        description: `At most ${LISTED_MOST} cars are listed; the workbook and the exports hold all.`,
        tag: 'Market',
        query: CarFilter,
        answer: 'pdf',
        headers: ['X-Snapshot', 'Content-Disposition'],
        cached: true,
        problems: [503],
      }),
    )
    .get(
      '/reports/market.xlsx',
      async ({ request }) => reportWorkbook(deps, request),
      operation({
        name: 'downloadMarketXlsx',
        summary: 'The market report for a filter with all its cars, as a workbook',
        tag: 'Market',
        query: CarFilter,
        answer: 'xlsx',
        headers: ['X-Snapshot', 'Content-Disposition'],
        cached: true,
        problems: [422, 503],
      }),
    )
}

async function reportPage(deps: Deps, request: Request): Promise<Response> {
  const snapshot = await currentSnapshot(deps.cars)
  const { filter, errors } = readFilter(request)
  refuseDeals(filter, snapshot)
  const options = errors.length > 0 ? { snapshot, status: 400 } : { snapshot }
  return page(deps, request, options, async () => {
    const [report, facets] = await Promise.all([
      readReport(deps, snapshot, filter),
      deps.cars.facets(snapshot, filter, BAR_FACETS),
    ])
    return {
      title: reportTitle(),
      description: t('Asking prices, key figures and best deals; filter: {filter}', {
        filter: filterWords(report.filter, report.stateNames),
      }),
      noindex: Object.keys(filter).length > 0 || errors.length > 0,
      picture: marketPicture(filter),
      body: <ReportPage report={report} facets={facets} errors={errors} entered={typed(request)} />,
    }
  })
}

async function reportPdf(deps: ReportDeps, request: Request): Promise<Response> {
  const { snapshot, filter, reader, tag } = await asked(deps, request)
  return download(request, { form: 'pdf', tag, ...named(snapshot, 'pdf', reader) }, async () => {
    const [report, { items }] = await Promise.all([
      readReport(deps, snapshot, filter),
      deps.cars.page(snapshot, { filter, sort: 'price', limit: LISTED_MOST }),
    ])
    const props = {
      report,
      listed: items,
      appTitle: deps.config.app.title,
      origin: originOf(deps, request),
    }
    return deps.press.pdf(props, reader)
  })
}

async function reportWorkbook(deps: ReportDeps, request: Request): Promise<Response> {
  const { snapshot, filter, reader, tag } = await asked(deps, request)
  return download(request, { form: 'xlsx', tag, ...named(snapshot, 'xlsx', reader) }, async () => {
    await refuseMoreThanASheet(deps, snapshot, filter)
    const report = await readReport(deps, snapshot, filter)
    const address = `${originOf(deps, request)}/reports${toSearch(filter)}`
    return deps.press.workbook(report, address, deps.cars.scan(snapshot, filter), reader)
  })
}

/** @throws HttpError 422 */
async function refuseMoreThanASheet({ cars }: Deps, snapshot: Snapshot, filter: CarFilter) {
  const total = await cars.count(snapshot, filter)
  if (total < MOST_ROWS) return
  const { csv } = linksOf(filter)
  throw new HttpError(
    422,
    message(
      'A sheet holds {most, number} cars and a head, and {total, number} match: narrow the filter, or take {csv}, which holds all.',
      { most: MOST_ROWS - 1, total, csv },
    ),
  )
}

/** @throws HttpError 400 for a wrong filter, 503 before the first import */
async function asked(deps: Deps, request: Request) {
  const filter = readQuery(CarFilter, request)
  const snapshot = await currentSnapshot(deps.cars)
  refuseDeals(filter, snapshot)
  const reader = readerOf(request, deps.site.market)
  const tag = { ...tagOf(deps, snapshot), language: reader.language }
  return { filter, snapshot, reader, tag }
}

const named = ({ version }: Snapshot, form: string, { language }: Reader) => ({
  name: `market-snapshot-${version}.${form}`,
  headers: { 'content-language': language, 'x-snapshot': String(version) },
})
