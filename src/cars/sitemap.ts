import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { operation } from '../platform/http/openapi.ts'
import { respond } from '../platform/http/respond.ts'
import { originOf, tagOf } from '../platform/ui/page.tsx'
import { currentSnapshot } from '../snapshots/list.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

/** What the sitemap protocol allows in one file. */
const MOST = 50_000
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
      ({ request }) =>
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
          if (snapshot.cars + PAGES.length > MOST) return index(deps.cars, snapshot, origin)
          return urlset([...PAGES, ...(await carPaths(deps.cars, snapshot))], origin, snapshot)
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
        const snapshot = await currentSnapshot(deps.cars)
        const origin = originOf(deps, request)
        const [year, brand = ''] = decodeURIComponent(params.part.replace(/\.xml$/, '')).split('~')
        return respond(request, { form: 'xml', tag: tagOf(deps, snapshot) }, async () => {
          const made = Number(year)
          const filter = { year_min: made, year_max: made, brand: [brand] }
          return urlset(await carPaths(deps.cars, snapshot, filter), origin, snapshot)
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
        problems: [503],
      }),
    )
}

async function index(cars: MarketReader, snapshot: Snapshot, origin: string): Promise<string> {
  const years = await cars.group(snapshot, {}, { of: 'price', by: ['year'], quantiles: [] })
  const parts: string[] = []
  for (const {
    keys: [year],
  } of years) {
    const filter = { year_min: Number(year), year_max: Number(year) }
    const brands = await cars.group(snapshot, filter, {
      of: 'price',
      by: ['brand'],
      quantiles: [],
    })
    for (const {
      keys: [brand],
    } of brands)
      parts.push(`${year}~${brand}`)
  }
  const entries = parts.map(
    (part) =>
      `<sitemap><loc>${xml(`${origin}/sitemaps/${encodeURIComponent(part)}.xml`)}</loc></sitemap>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</sitemapindex>\n`
}

async function carPaths(cars: MarketReader, snapshot: Snapshot, filter = {}): Promise<string[]> {
  const paths: string[] = []
  for await (const batch of cars.scan(snapshot, filter)) {
    paths.push(...batch.map(({ id }) => `/cars/${encodeURIComponent(id)}`))
  }
  return paths
}

function urlset(paths: string[], origin: string, { published_at }: Snapshot): string {
  const entries = paths.map(
    (path) => `<url><loc>${xml(origin + path)}</loc><lastmod>${published_at}</lastmod></url>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`
}

const xml = (text: string) => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
