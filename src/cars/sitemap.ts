import { Readable, type Transform } from 'node:stream'
import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import type { CarFilter } from '../listing/query.ts'
import type { Body } from '../platform/http/compress.ts'
import { notFound } from '../platform/http/errors.ts'
import { operation } from '../platform/http/openapi.ts'
import { respond } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import { message } from '../platform/language/message.ts'
import { originOf, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** What the sitemap protocol allows in one file. */
const MOST = 50_000
/** YEAR~BRAND.xml */
const PART = /^(\d{4})~(.+)\.xml$/
const PAGES = [
  '/',
  '/cars',
  '/market',
  '/market/model',
  '/estimate',
  '/calculators',
  '/reports',
  '/quality',
  '/imports',
  '/about',
  '/docs',
]

const SITEMAP_EXAMPLE =
  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://cars.example/cars</loc></url></urlset>'

/** robots.txt, and a sitemap that is cut by year and brand where one file does not hold the market. */
export function sitemapRoutes(deps: Deps) {
  return new Elysia({ name: 'sitemap' })
    .get(
      '/robots.txt',
      async ({ request }) =>
        respond(request, { form: 'text' }, () =>
          [
            'User-agent: *',
            'Disallow: /api/',
            `Sitemap: ${originOf(deps, request)}/sitemap.xml`,
            '',
          ].join('\n'),
        ),
      operation({
        name: 'getRobots',
        summary: 'What crawlers may read',
        tag: 'Operations',
        answer: 'text',
        example: 'User-agent: *\nDisallow: /api/\n',
      }),
    )
    .get(
      '/sitemap.xml',
      async ({ request }) => {
        const snapshot = await currentSnapshot(deps.cars)
        const origin = originOf(deps, request)
        const tag = tagOf(deps, snapshot)
        return respond(request, { form: 'xml', tag }, async () => {
          if (snapshot.cars + PAGES.length <= MOST) {
            return urlset(pathsOf(deps.cars, snapshot, {}, PAGES), origin, snapshot)
          }
          const { SitemapIndexStream } = await import('sitemap')
          return written(new SitemapIndexStream(), await parts(deps.cars, snapshot, origin))
        })
      },
      operation({
        name: 'getSitemap',
        summary: 'Every page, or the sitemaps that name them',
        tag: 'Operations',
        answer: 'xml',
        example: SITEMAP_EXAMPLE,
        cached: true,
        problems: [503],
      }),
    )
    .get(
      '/sitemaps/:part',
      async ({ request, params }) => {
        const [, year, brand = ''] = PART.exec(params.part) ?? []
        if (year === undefined) throw notFound(message('There is no such sitemap.'))
        const snapshot = await currentSnapshot(deps.cars)
        const origin = originOf(deps, request)
        const filter = { year_min: Number(year), year_max: Number(year), brand: [brand] }
        return respond(request, { form: 'xml', tag: tagOf(deps, snapshot) }, async () => {
          if ((await deps.cars.count(snapshot, filter)) === 0) {
            throw notFound(message('There is no such sitemap.'))
          }
          return urlset(pathsOf(deps.cars, snapshot, filter), origin, snapshot)
        })
      },
      operation({
        name: 'getSitemapPart',
        summary: 'The cars of one year and brand',
        tag: 'Operations',
        path: {
          part: {
            description: 'YEAR~BRAND.xml, as the sitemap names it',
            example: '2019~Honda.xml',
          },
        },
        answer: 'xml',
        example: SITEMAP_EXAMPLE,
        cached: true,
        problems: [404, 503],
      }),
    )
}

/** The addresses of the parts: one for each year and brand. */
async function parts(cars: MarketReader, snapshot: Snapshot, origin: string): Promise<string[]> {
  const groups = async (by: 'year' | 'brand', filter: CarFilter) =>
    (await cars.group(snapshot, filter, { of: 'price', by: [by], quantiles: [] })).map(
      ({ keys: [key] }) => key,
    )
  const found: string[] = []
  for (const year of await groups('year', {})) {
    const filter = { year_min: Number(year), year_max: Number(year) }
    for (const brand of await groups('brand', filter)) {
      found.push(`${origin}/sitemaps/${encodeURIComponent(`${year}~${brand}`)}.xml`)
    }
  }
  return found
}

async function* pathsOf(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
  first: readonly string[] = [],
): AsyncGenerator<string> {
  yield* first
  for await (const batch of cars.scan(snapshot, filter)) {
    for (const { id } of batch) yield `/cars/${encodeURIComponent(id)}`
  }
}

async function urlset(paths: AsyncIterable<string>, origin: string, { published_at }: Snapshot) {
  const { SitemapStream } = await import('sitemap')
  const entries = async function* () {
    for await (const path of paths) yield { url: path, lastmod: published_at }
  }
  return written(new SitemapStream({ hostname: origin, xmlns: PLAIN }), entries())
}

/** Nothing but the protocol's own namespace: our entries have no news, images or videos. */
const PLAIN = { news: false, xhtml: false, image: false, video: false }

/** What a writer makes of its entries, as the reader takes it. */
function written(writer: Transform, entries: Iterable<unknown> | AsyncIterable<unknown>): Body {
  const text = Readable.from(entries)
    .on('error', (error) => writer.destroy(error))
    .pipe(writer)
  return streamed(text)
}
