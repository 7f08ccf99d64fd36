import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { asRead, inMarket } from '../../language/reader.testing.ts'
import { EVIL, escapedFrom } from '../markup.testing.ts'
import { BandLine } from './band-line.tsx'
import { Bar, Ribbon, type Tone } from './bar.tsx'
import { Bins } from './bins.tsx'
import { across, Chart, down } from './chart.tsx'
import { Curves } from './curves.tsx'
import { evenBins } from './even-bins.ts'
import { Histogram } from './histogram.tsx'
import { RangeColumns } from './range-columns.tsx'
import { RangeDots } from './range-dots.tsx'
import { ShareBars } from './share-bars.tsx'
import { ShareDots } from './share-dots.tsx'
import { Sparkline } from './sparkline.tsx'
import { spreadLabels } from './spread-labels.ts'
import { StackedShares } from './stacked-shares.tsx'
import { Term } from './term.tsx'
import { Tiles } from './tiles.tsx'

/** What a drawing is made of here: its values in order, the words for its texts, and its accessible name. */
type Given = { values: number[]; words: string; label: string }

const range = (value: number) => ({ lower: value * 0.8, median: value, upper: value * 1.2 })
const binsOf = (values: number[]) =>
  evenBins(values.map((count, at) => ({ from: at * 10, to: at * 10 + 10, count })))
const most = (values: number[]) => Math.max(1, ...values.map(Math.abs))

/** Every drawing, made of the same few values. */
const DRAWINGS: Record<string, (given: Given) => string> = {
  BandLine: ({ values, words, label }) =>
    String(
      <BandLine
        points={values.map((value, at) => ({ x: 2010 + at, ...range(value) }))}
        label={label}
        tick={() => words}
        marked={[2010]}
        mark={() => words}
      />,
    ),
  Bins: ({ values, label }) => String(<Bins bins={binsOf(values)} label={label} />),
  Curves: ({ values, words, label }) =>
    String(
      <Curves
        curves={[
          { name: words, points: values.map((y, x) => ({ x, y })), strong: true },
          { name: words, points: values.map((y, x) => ({ x, y: y / 2 })) },
        ]}
        label={label}
        tick={() => words}
        xWords={() => words}
      />,
    ),
  Histogram: ({ values, words, label }) =>
    String(
      <Histogram
        bins={binsOf(values)}
        label={label}
        tick={() => words}
        unit={() => words}
        darkUntil={10}
        line={{ at: 5, label: words }}
      />,
    ),
  RangeColumns: ({ values, words, label }) =>
    String(
      <RangeColumns
        columns={values.map((value) => ({ ...range(value), from: words }))}
        label={label}
        tick={() => words}
        unit={words}
        marked={[0]}
        mark={() => words}
      />,
    ),
  RangeDots: ({ values, words, label }) =>
    String(
      <RangeDots
        rows={values.map((value) => ({ name: words, count: 1, ...range(value) }))}
        label={label}
        tick={() => words}
      />,
    ),
  Ribbon: ({ values, words, label }) =>
    String(
      <Ribbon
        label={label}
        parts={values.map((count) => ({ text: words, count, tone: 'f-mid' }))}
      />,
    ),
  Sparkline: ({ values, label }) =>
    String(
      <svg role="img" aria-label={label}>
        <Sparkline
          points={values.map((y, x) => ({ x, y }))}
          domain={[0, values.length]}
          at={{ left: 0, width: 100, top: 0 }}
        />
      </svg>,
    ),
  Tiles: ({ values, words, label }) =>
    String(
      <Tiles
        rows={[
          values.map((count) => ({
            code: words,
            count,
            text: String(count),
            label: words,
            href: '/cars',
          })),
          [null, words],
        ]}
        label={label}
      />,
    ),
  ShareBars: ({ values, words, label }) =>
    String(
      <ShareBars
        rows={values.map((value) => ({
          name: words,
          note: words,
          parts: [{ value, tone: 'f-accent' }],
          text: words,
        }))}
        label={label}
        line={{ at: 0.5, label: words }}
      />,
    ),
  ShareDots: ({ values, words, label }) =>
    String(
      <ShareDots
        rows={values.map((value) => {
          const share = Math.abs(value) / most(values)
          return { name: words, note: words, share, low: share * 0.9, high: share }
        })}
        label={label}
        line={{ at: 0.9, label: words }}
      />,
    ),
  StackedShares: ({ values, words, label }) =>
    String(
      <StackedShares
        parts={[
          { name: words, tone: 'f-accent' },
          { name: words, tone: 'f-edge' },
        ]}
        columns={values.map((value) => ({ label: words, counts: [value, 4] }))}
        label={label}
      />,
    ),
}

const NUMBERS = new Set(
  'x y x1 x2 y1 y2 cx cy r width height d viewBox stroke-opacity'.toLowerCase().split(' '),
)

type Shape = { tag: string; attributes: Map<string, string> }

function shapesOf(html: string): Shape[] {
  const shapes: Shape[] = []
  new HTMLRewriter()
    .on('*', {
      element({ tagName, attributes }) {
        const pairs = [...attributes].map(([name, value]) => [name ?? '', value ?? ''] as const)
        shapes.push({ tag: tagName, attributes: new Map(pairs) })
      },
    })
    .transform(html)
  return shapes
}

/** Attributes that say where or how large something is, and are no numbers. */
function notFinite(html: string): string[] {
  const plain = /^-?\d+(\.\d+)?%?$/
  return shapesOf(html).flatMap(({ tag, attributes }) =>
    [...attributes]
      .filter(([name]) => NUMBERS.has(name.toLowerCase()))
      .filter(([name, value]) =>
        name === 'd' || name.toLowerCase() === 'viewbox'
          ? /NaN|Infinity|undefined|null|e[+-]\d/.test(value)
          : !plain.test(value),
      )
      .map(([name, value]) => `${tag} ${name}=${value}`),
  )
}

/** Lengths below nothing: a browser draws none of these. */
const tooSmall = (html: string): string[] =>
  shapesOf(html).flatMap(({ tag, attributes }) =>
    ['width', 'height', 'r']
      .filter((name) => attributes.get(name)?.startsWith('-'))
      .map((name) => `${tag} ${name}=${attributes.get(name)}`),
  )

const marks = (html: string) =>
  shapesOf(html).filter(
    ({ tag, attributes }) =>
      ['rect', 'circle', 'path'].includes(tag) &&
      /f-accent|f-mid|f-soft|l-accent/.test(attributes.get('class') ?? ''),
  )

const LABEL = 'What is drawn'
const VALUES: Record<string, number[]> = {
  'no values': [],
  'one value': [7],
  'one value of nothing': [0],
  'equal values': [5, 5, 5, 5],
  'nothing but zeros': [0, 0, 0],
  'values of very different size': [1, 1_000_000_000, 0],
  'a hundred values': Array.from({ length: 100 }, (_, at) => at),
}

describe.each(Object.entries(DRAWINGS))('%s', (_, draw) => {
  test.each(Object.entries(VALUES))('draws %s with finite numbers', (__, values) => {
    asRead(() => {
      const html = draw({ values, words: 'words', label: LABEL })
      expect(notFinite(html)).toEqual([])
      expect(tooSmall(html)).toEqual([])
      expect(html).not.toMatch(/NaN|undefined|Infinity/)
    })
  })

  test(
    'is one image, or group of links, with one accessible name, even without data',
    inMarket(() => {
      for (const values of Object.values(VALUES)) {
        const images = shapesOf(draw({ values, words: 'words', label: LABEL })).filter(
          ({ attributes }) => /^(img|group)$/.test(attributes.get('role') ?? ''),
        )
        expect(images.map(({ attributes }) => attributes.get('aria-label'))).toEqual([LABEL])
      }
    }),
  )

  test(
    'shows more where there is more',
    inMarket(() => {
      const drawn = (values: number[]) =>
        marks(draw({ values, words: 'words', label: LABEL })).length
      expect(drawn([])).toBeLessThanOrEqual(drawn([3]))
      expect(drawn([3, 4, 5])).toBeGreaterThan(0)
      expect(draw({ values: [3, 4, 5], words: 'words', label: LABEL })).not.toBe(
        draw({ values: [5, 4, 3], words: 'words', label: LABEL }),
      )
    }),
  )

  test(
    'keeps hostile words as text, in the drawing and in its name',
    inMarket(() => {
      for (const values of [[], [1], [1, 2, 3]]) {
        expect(escapedFrom(draw({ values, words: EVIL, label: EVIL }))).toEqual([])
      }
    }),
  )

  test(
    'has finite numbers and no negative lengths for any amounts',
    inMarket(() => {
      const amounts = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 20 })
      fc.assert(
        fc.property(amounts, (values) => {
          const html = draw({ values, words: 'words', label: LABEL })
          expect(notFinite(html)).toEqual([])
          expect(tooSmall(html)).toEqual([])
        }),
        { numRuns: 60 },
      )
    }),
  )
})

/** Amounts below nothing do not occur; should one, the drawing may be odd, but holds numbers. */
test.each(Object.entries(DRAWINGS))(
  '%s has finite numbers even for negative amounts',
  (_, draw) => {
    asRead(() => {
      for (const values of [[-1], [-5, -5], [-3, 0, 3]]) {
        expect(notFinite(draw({ values, words: 'words', label: LABEL }))).toEqual([])
      }
    })
  },
)

describe('positions', () => {
  test('are rounded to what an eye can tell, and read back as numbers', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        expect(Number.parseFloat(across(value))).toBeCloseTo(value, 1)
        expect(across(value)).toMatch(/^-?\d+(\.\d{1,2})?%$/)
        expect(Math.abs(down(value) - value)).toBeLessThanOrEqual(0.051)
      }),
    )
  })
})

describe('names beside a drawing', () => {
  const wanted = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 })

  test('stand at least a gap apart and above the bottom', () => {
    fc.assert(
      fc.property(wanted, (positions) => {
        const placed = spreadLabels(positions, 17, 300)
        expect(placed).toHaveLength(positions.length)
        const sorted = placed.toSorted((a, b) => a - b)
        for (const [at, position] of sorted.entries()) {
          expect(position).toBeLessThanOrEqual(300)
          const above = sorted[at - 1]
          if (above !== undefined) expect(position - above).toBeGreaterThanOrEqual(17)
        }
      }),
    )
  })

  test('keep the order in which they were wanted', () => {
    fc.assert(
      fc.property(wanted, (positions) => {
        const placed = spreadLabels(positions, 17, 300)
        for (const [a, wantedA] of positions.entries()) {
          for (const [b, wantedB] of positions.entries()) {
            if (wantedA < wantedB) expect(placed[a] ?? 0).toBeLessThan(placed[b] ?? 0)
          }
        }
      }),
    )
  })

  test('stay where they were wanted if there is room', () => {
    expect(spreadLabels([100, 20, 60], 17, 300)).toEqual([100, 20, 60])
    expect(spreadLabels([], 17, 300)).toEqual([])
  })
})

describe('bins of a facet', () => {
  test('are all drawn as wide as the first', () => {
    const edges = fc.tuple(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 0, max: 100_000 }),
    )
    fc.assert(
      fc.property(edges, ([from, width, size, beyond]) => {
        const bins = Array.from({ length: size }, (_, at) => ({
          from: from + at * width,
          to: from + (at + 1) * width + (at === size - 1 ? beyond : 0),
          count: at,
        }))
        const drawn = evenBins(bins)
        expect(drawn.map(({ end, from: start }) => end - start)).toEqual(bins.map(() => width))
        expect(drawn.map(({ open }) => open)).toEqual(
          bins.map((_, at) => at === size - 1 && beyond > 0),
        )
      }),
    )
  })

  test('one alone is never open and has some width', () => {
    expect(evenBins([])).toEqual([])
    expect(evenBins([{ from: 5, to: 5, count: 1 }])).toEqual([
      { from: 5, to: 5, count: 1, end: 6, open: false },
    ])
  })

  test('that the chosen range leaves out are grey', () => {
    const bins = binsOf([1, 1, 1, 1])
    const tones = (least?: number, highest?: number) =>
      shapesOf(String(<Bins bins={bins} label={LABEL} least={least} most={highest} />))
        .filter(({ tag }) => tag === 'rect')
        .slice(0, bins.length)
        .map(({ attributes }) => attributes.get('class') === 'f-accent')
    expect(tones()).toEqual([true, true, true, true])
    expect(tones(10)).toEqual([false, true, true, true])
    expect(tones(15, 29)).toEqual([false, true, true, false])
    expect(tones(undefined, 5)).toEqual([true, false, false, false])
    expect(tones(100)).toEqual([false, false, false, false])
  })
})

describe('a share in a table cell', () => {
  const widthOf = (share: number) =>
    Number.parseFloat(
      shapesOf(String(<Bar share={share} />))
        .find(({ tag }) => tag === 'rect')
        ?.attributes.get('width') ?? '',
    )

  test('is as wide as the share, and never invisible', () => {
    expect([0, 0.25, 0.5, 1].map(widthOf)).toEqual([0.4, 25, 50, 100])
  })

  test('is hidden from those who hear the figure beside it', () => {
    for (const tone of ['f-accent', 'f-mid', 'f-band', 'f-ink'] satisfies Tone[]) {
      const html = String(<Bar share={0.5} tone={tone} ground />)
      expect(html).toContain('aria-hidden="true"')
      expect(html).toContain(`class="${tone}"`)
      expect(html).toContain('class="f-soft"')
    }
  })
})

test('the pieces of a ribbon fill it, and parts of nothing are only in the key', () => {
  const parts = [3, 0, 1].map((count, at) => ({
    text: `part ${at}`,
    count,
    tone: 'f-mid' as const,
  }))
  const html = String(<Ribbon label={LABEL} parts={parts} />)
  const [image = ''] = html.split('<ul')
  const pieces = shapesOf(image).filter(({ tag }) => tag === 'rect')
  expect(pieces.map(({ attributes }) => attributes.get('x'))).toEqual(['0%', '75%'])
  for (const { text } of parts) expect(html).toContain(`<span>${text}</span>`)
})

describe('a term', () => {
  const draw = (from: string, now: string, until: string) =>
    String(<Term from={from} now={now} until={until} />)

  test.each([
    ['before it begins', '2019-01-01', 0],
    ['at its beginning', '2020-01-01', 0],
    ['at its end', '2030-01-01', 100],
    ['long after it', '2050-01-01', 100],
  ])('is drawn within its bar %s', (_, now, share) => {
    asRead(() => {
      const html = draw('2020-01-01', now, '2030-01-01')
      const over = shapesOf(html).find(({ attributes }) => attributes.get('class') === 'f-mid')
      expect(over?.attributes.get('width')).toBe(`${share}%`)
      expect(notFinite(html)).toEqual([])
    })
  })

  test(
    'that ends where it begins is over',
    inMarket(() => {
      const html = draw('2020-01-01', '2020-01-01', '2020-01-01')
      expect(notFinite(html)).toEqual([])
      expect(html).toContain('width="100%" height="14"')
      expect(html).toMatch(/role="img" aria-label="Registered [^"]+ counted to [^"]+ ends [^"]+"/)
    }),
  )
})

describe('a chart', () => {
  const chart = (words: string, rows: number) =>
    String(
      <Chart
        finding={words}
        caption={words}
        table={{
          caption: words,
          columns: [{ label: words }, { label: words, num: true }],
          rows: Array.from({ length: rows }, (_, at) => [{ text: words }, { text: String(at) }]),
        }}
      >
        <Bins bins={[]} label={LABEL} />
      </Chart>,
    )

  test(
    'says its finding, shows its drawing and holds its figures, in this order',
    inMarket(() => {
      const html = chart('Half of them are cheap.', 3)
      const places = ['class="finding"', 'role="img"', '<details>', 'Data table', '<table>']
      const found = places.map((place) => html.indexOf(place))
      expect(found).not.toContain(-1)
      expect(found).toEqual(found.toSorted((a, b) => a - b))
    }),
  )

  test(
    'has a row in its table for each thing, and a table even without any',
    inMarket(() => {
      for (const rows of [0, 1, 40]) {
        const tags = shapesOf(chart('words', rows)).map(({ tag }) => tag)
        expect(tags.filter((tag) => tag === 'tr')).toHaveLength(rows + 1)
        expect(tags.filter((tag) => tag === 'caption')).toHaveLength(1)
      }
    }),
  )

  test(
    'keeps hostile words as text',
    inMarket(() => {
      expect(escapedFrom(chart(EVIL, 2))).toEqual([])
    }),
  )
})

describe('a value beside the line of a band', () => {
  /** Baseline of the text and whether it ends at its point, of a line over 2010 … */
  const labelOf = (values: number[], marked: number) => {
    const points = values.map((value, at) => ({ x: 2010 + at, ...range(value) }))
    const html = String(
      <BandLine points={points} label="" tick={() => ''} marked={[marked]} mark={() => 'here'} />,
    )
    const [, names = '', y] =
      html.match(/<text class="(strong halo[^"]*)"[^>]* y="([\d.]+)">here/) ?? []
    const heights = [...html.matchAll(/<circle[^>]* cy="([\d.]+)"/g)].map(([, cy]) => Number(cy))
    return { endsThere: names.includes('end'), baseline: Number(y), heights }
  }
  const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

  test('lies over the lower side of it', () => {
    expect(labelOf(rising, 2015).endsThere).toBe(true)
    expect(labelOf(rising.toReversed(), 2015).endsThere).toBe(false)
  })

  test('lies above all that it spans where the other side has no room', () => {
    const { endsThere, baseline, heights } = labelOf(rising, 2011)
    expect(endsThere).toBe(false)
    const [, here = 0, next = 0, third = 0] = heights
    expect(here).toBeGreaterThan(next)
    expect(baseline).toBeLessThan(third)
  })
})
