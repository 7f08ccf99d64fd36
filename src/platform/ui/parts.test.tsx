import { describe, expect, test } from 'bun:test'
import { count } from '../language/format.ts'
import { asRead, inMarket } from '../language/reader.testing.ts'
import { BandLine } from './charts/band-line.tsx'
import { Bins } from './charts/bins.tsx'
import { evenBins } from './charts/even-bins.ts'
import { Histogram } from './charts/histogram.tsx'
import { RangeDots } from './charts/range-dots.tsx'
import { ErrorPage } from './error-page.tsx'
import { Layout } from './layout.tsx'
import { Chips } from './lists.tsx'
import { EVIL, escapedFrom } from './markup.testing.ts'
import { Crumbs, Empty, Facts, Figures, Head, Notice } from './parts.tsx'
import { DataTable } from './tables.tsx'

const assets = { css: '/assets/a.css', htmx: '/assets/h.js', icon: '/assets/i.svg' }
const dateline = {
  version: 1,
  published_at: '2026-11-20T10:00:00Z',
  as_of: '2024-12-31',
  cars: 2804,
  checksum: 'agrees',
  settled: true,
} as const

const layout = (changes: Partial<Parameters<typeof Layout>[0]> = {}) =>
  asRead(() =>
    Layout({
      title: 'Cars',
      description: 'd',
      path: '/cars',
      address: '/cars?a=1',
      dateline,
      assets,
      ...changes,
    }),
  )

describe('the document', () => {
  test('is whole, and nothing in it is inline', () => {
    const html = layout()
    expect(html).toStartWith('<!doctype html><html lang="en">')
    expect(html).toContain('<title>Cars · Forecourt</title>')
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script>/)
    expect(html).toContain('href="/assets/a.css"')
  })

  test('says what the data is', () => {
    const html = layout()
    expect(html).toContain('<time datetime="2026-11-20T10:00:00Z">20 November 2026</time>')
    expect(html).toContain('Asking prices of 2024')
    expect(html).toContain('<a href="/quality">Checksum agrees</a>')
    const first = layout({ dateline: null })
    expect(first).toContain('No snapshot yet')
    expect(first).toContain('The first import is running')
  })

  test('marks the page, and the section of a page below it', () => {
    expect(layout()).toContain('<a href="/cars" aria-current="page">Cars</a>')
    expect(layout({ path: '/cars/x' })).toContain('<a href="/cars" aria-current="true">Cars</a>')
    expect(layout({ path: '/carsten' })).not.toContain('aria-current')
  })

  test('keeps filtered pages out of indexes and names the canonical one', () => {
    expect(layout()).not.toContain('noindex')
    const html = layout({ noindex: true, canonical: 'https://x.test/cars' })
    expect(html).toContain('<meta name="robots" content="noindex"/>')
    expect(html).toContain('<link rel="canonical" href="https://x.test/cars"/>')
  })

  test('escapes what comes from outside', () => {
    const html = layout({ title: EVIL, description: EVIL, appTitle: EVIL, canonical: EVIL })
    expect(escapedFrom(html)).toEqual([])
    expect(escapedFrom(`<p title="${EVIL}">`)).not.toEqual([])
  })
})

test(
  'parts escape data in text and attributes',
  inMarket(() => {
    const link = { href: `/x?${EVIL}`, label: EVIL }
    const html = [
      <Head title={EVIL} lede={EVIL} />,
      <Crumbs links={[link]} here={EVIL} />,
      <Figures items={[{ label: EVIL, value: EVIL, unit: EVIL, href: link.href }]} />,
      <Facts items={[{ label: EVIL, value: EVIL, note: EVIL, code: true }]} />,
      <Chips chips={[link]} clear={link.href} />,
      <Notice text={EVIL} link={link} />,
      <Empty text={EVIL} links={[link]} />,
      <DataTable
        caption={EVIL}
        columns={[{ label: EVIL }, { label: EVIL, num: true }]}
        rows={[
          [
            { text: EVIL, href: link.href, sub: EVIL },
            { text: EVIL, code: true },
          ],
        ]}
      />,
      <ErrorPage
        status={404}
        title={EVIL}
        detail={EVIL}
        suggestions={[link]}
        instance={EVIL}
        trace={EVIL}
      />,
      <RangeDots
        rows={[{ name: EVIL, count: 1, lower: 1, median: 2, upper: 3 }]}
        label={EVIL}
        tick={() => EVIL}
      />,
    ].join('')
    expect(escapedFrom(html)).toEqual([])
  }),
)

describe('bins', () => {
  const facet = [
    { from: 0, to: 10, count: 4 },
    { from: 10, to: 20, count: 2 },
    { from: 20, to: 900, count: 1 },
  ]

  test(
    'are drawn equally wide, the open one too',
    inMarket(() => {
      const bins = evenBins(facet)
      expect(bins.map(({ end, open }) => [end, open])).toEqual([
        [10, false],
        [20, false],
        [30, true],
      ])
      expect(evenBins([])).toEqual([])
      expect(evenBins([{ from: 5, to: 5, count: 1 }])[0]?.end).toBe(6)
    }),
  )

  test(
    'outside the chosen range are grey',
    inMarket(() => {
      const tones = (html: string) => [...html.matchAll(/class="(f-\w+)"/g)].map(([, tone]) => tone)
      const drawn = (least?: number, most?: number) =>
        tones(String(<Bins bins={evenBins(facet)} label="l" least={least} most={most} />)).slice(
          0,
          3,
        )
      expect(drawn()).toEqual(['f-accent', 'f-accent', 'f-accent'])
      expect(drawn(10, 15)).toEqual(['f-edge', 'f-accent', 'f-edge'])
      expect(drawn(0, 10)).toEqual(['f-accent', 'f-edge', 'f-edge'])
      expect(drawn(10, 10)).toEqual(['f-edge', 'f-accent', 'f-edge'])
      expect(drawn(500)).toEqual(['f-edge', 'f-edge', 'f-accent'])
    }),
  )
})

describe('charts hold with little data', () => {
  const fine = (html: string) => expect(html).not.toMatch(/NaN|Infinity|undefined/)

  test(
    'one year, one model, one bin, none at all',
    inMarket(() => {
      const point = { x: 2020, lower: 5, median: 5, upper: 5 }
      const bin = evenBins([{ from: 7, to: 7, count: 0 }])
      for (const points of [[], [point], [point, { ...point, x: 2021 }]]) {
        fine(String(<BandLine points={points} label="l" tick={count} mark={count} />))
      }
      for (const bins of [[], bin]) {
        fine(String(<Histogram bins={bins} label="l" tick={count} unit={count} darkUntil={0} />))
        fine(String(<Bins bins={bins} label="l" />))
      }
      const row = { name: 'n', count: 1, lower: 5, median: 5, upper: 5 }
      for (const rows of [[], [row]]) fine(String(<RangeDots rows={rows} label="l" tick={count} />))
    }),
  )
})
