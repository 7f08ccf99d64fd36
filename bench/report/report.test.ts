import { expect, test } from 'bun:test'
import { XMLParser } from 'fast-xml-parser'
import { Filters, SHAPE_COUNT, toSearch } from '../filters.ts'
import { figures } from '../measure/figures.ts'
import { CannotBeHad, type Row, ratioOf, rowOf, verdictOf } from '../row.ts'
import { chartOf } from './chart.ts'
import { markdownOf, tableOf } from './markdown.ts'
import { missedOf, REASONS } from './missed.ts'
import { withTable } from './table.ts'
import { amount, significant } from './words.ts'

function aRow(different: Partial<Row> = {}): Row {
  return {
    id: 'never',
    case: 'facets',
    what: '/api/facets, never asked before',
    cars: 100_000,
    metric: 'cpu',
    results: [
      { name: 'Forecourt', figures: { cpu: figures([10, 12, 11]) } },
      { name: 'DuckDB', figures: { cpu: figures([44]) } },
    ],
    goal: { kind: 'cost', least: 0.5, best: 0.2 },
    refused: null,
    skipped: null,
    ...different,
  }
}

test.each([
  [{ kind: 'cost', least: 0.5, best: 0.2 }, 0.25, 'met'],
  [{ kind: 'cost', least: 0.5, best: 0.25 }, 0.25, 'best'],
  [{ kind: 'cost', least: 0.2, best: 0.1 }, 0.25, 'missed'],
  [{ kind: 'speed', least: 3, best: 5 }, 4, 'met'],
  [{ kind: 'speed', least: 5, best: 9 }, 4, 'missed'],
  [{ kind: 'value', least: 11, best: 3 }, 11, 'met'],
  [null, 0.25, 'none'],
] as const)('a goal %o makes of the figures %f, %s', (goal, ratio, verdict) => {
  const row = aRow({ goal })
  expect(ratioOf(row)).toBe(ratio)
  expect(verdictOf(row)).toBe(verdict)
})

test('a refused row shows why and no figure', () => {
  const row = aRow({ refused: 'DuckDB: runs lie 40 % apart in cpu after 3 tries' })
  expect(verdictOf(row)).toBe('refused')
  expect(ratioOf(row)).toBeNull()
  const table = tableOf([row])
  expect(table).toContain('not reported: DuckDB: runs lie 40 % apart')
  expect(table).not.toMatch(/\b(11|44) ms/)
  expect(chartOf('facets', [row])).toBeNull()
})

test('a row shows all that it is beside, and the ratio to the first', () => {
  const { results } = aRow()
  const more = { name: 'pandas', figures: { cpu: figures([99]) } }
  const line = tableOf([aRow({ results: [...results, more] })]).split('\n')[2]
  expect(line).toContain('DuckDB: 44 ms; pandas: 99 ms')
  expect(line).toContain('0.25 ×')
})

test('what cannot be had here is skipped by name, and is no failure', async () => {
  const about = { id: 'a', case: 'page', what: 'page', cars: 1, metric: 'cpu' } as const
  const row = await rowOf(about, async () => {
    throw new CannotBeHad('python3 is not installed here')
  })
  expect(verdictOf(row)).toBe('skipped')
  expect(tableOf([row])).toContain('skipped: python3 is not installed here')
})

test('what goes wrong while a row is measured is its reason', async () => {
  const about = { id: 'a', case: 'page', what: 'page', cars: 1, metric: 'cpu' } as const
  const row = await rowOf(about, async () => {
    throw new Error('the server closed a connection')
  })
  expect(row.refused).toBe('the server closed a connection')
  expect(row.results).toEqual([])
})

test('a table has a line a row, with median, range, ratio, goal and verdict', () => {
  const [head, , line] = tableOf([aRow({ what: 'a | b' })]).split('\n')
  expect(head?.split('|').length).toBe(10)
  expect(line).toBe(
    '| a \\| b | 100,000 | CPU time | 11 ms (10 ms – 12 ms) | DuckDB: 44 ms | 0.25 × as costly | at most 0.5 ×, go for 0.2 × | met |',
  )
})

test('amounts have the unit that fits', () => {
  expect(amount(0.0123, 'cpu')).toBe('0.0123 ms')
  expect(amount(1234, 'wall')).toBe('1.23 s')
  expect(amount(250e6, 'memory')).toBe('250 MB')
  expect(amount(28_906, 'bytes')).toBe('28.9 kB')
  expect(significant(1234.5)).toBe('1,230')
})

test('a table takes the place between its marks, and all else stays', () => {
  const document = 'before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n'
  const once = withTable(document, '| new |\n')
  expect(once).toBe('before\n<!-- bench: begin -->\n| new |\n<!-- bench: end -->\nafter\n')
  expect(withTable(once, '| new |')).toBe(once)
  expect(() => withTable('no marks', 'x')).toThrow('<!-- bench: begin -->')
  expect(() => withTable('<!-- bench: end --><!-- bench: begin -->', 'x')).toThrow()
})

test('a report names its machine, its cases with charts, and who was skipped', () => {
  const machine = {
    date: '2026-11-26T11:00:00.000Z',
    commit: 'abc1234',
    changed: true,
    seed: 7,
    rounds: 3,
    cpu: 'a core',
    cpus: 2,
    memory: 8e9,
    system: 'Linux 6',
    versions: ['Bun 1.4.4'],
  }
  const rows = [aRow(), aRow({ case: 'list' })]
  const report = { machine, rows, skipped: ['Datasette: no python3'] }
  const text = markdownOf(report, new Map([['facets', 'f.svg']]))
  for (const part of [
    '# Bench of 2026-11-26',
    'Commit abc1234 with changes that are not committed, seed 7',
    '![facets](f.svg)',
    '## list',
    '- Datasette: no python3',
  ]) {
    expect(text).toContain(part)
  }
})

test('a chart is well-formed, escapes its words and draws the larger figure longer', () => {
  const svg = chartOf('facets', [aRow({ what: 'a < b & c' })]) ?? ''
  const parsed = new XMLParser({ ignoreAttributes: false }).parse(svg)
  const widths = parsed.svg.rect
    .slice(1)
    .map((each: Record<string, string>) => Number(each['@_width']))
  expect(widths.length).toBe(2)
  expect(widths[0]).toBeGreaterThan(0)
  expect(widths[1]).toBeGreaterThan(widths[0])
  expect(JSON.stringify(parsed.svg.text)).toContain('a < b & c, 100,000: Forecourt')
})

test('filters are never given twice, but for the same key, and each shape is asked equally often', () => {
  const filters = new Filters(1)
  const all = ['a', 'b', 'c'].flatMap((key) => filters.take(key, 40_000))
  expect(new Set(all.map(toSearch)).size).toBe(120_000)
  expect(filters.take('a', 40_000)).toEqual(all.slice(0, 40_000))
  expect(() => filters.take('d', SHAPE_COUNT + 1)).toThrow('whole rounds')
  expect(new Filters(1).take('x', 4)).toEqual(all.slice(0, 4))
  expect(new Filters(2).take('x', 4)).not.toEqual(all.slice(0, 4))
  expect(all.every(({ price_min, price_max }) => price_min <= price_max)).toBe(true)
  expect(all.filter(({ brand }) => brand !== undefined).length).toBe(60_000)
})

test('each goal that is not met has a line: why, what was tried, what it would take', () => {
  const goal = { kind: 'cost', least: 0.1, best: 0.05 } as const
  const reason = { why: 'Because.', tried: 'This.', takes: 'that.' }
  const rows = [
    aRow(),
    aRow({ what: 'missed', goal }),
    aRow({ what: 'odd', id: 'odd', goal }),
    aRow({ what: 'apart', refused: 'runs lie apart' }),
    aRow({ what: 'nowhere', skipped: 'no python' }),
    aRow({ what: 'no goal', goal: null }),
  ]
  const lines = missedOf(rows, new Map([['facets/never', reason]])).split('\n')
  expect(lines).toEqual([
    '- **missed, 100,000 cars** (0.25 × as costly). Why: Because. Tried: This. It would take: that.',
    expect.stringContaining(
      'odd, 100,000 cars** (0.25 × as costly). Nobody has looked into it yet',
    ),
    '- **apart, 100,000 cars** (not reported: runs lie apart)',
    '- **nowhere, 100,000 cars** (not measured: no python)',
  ])
  expect(missedOf([aRow()])).toBe('Every goal is met.')
})

test('each reason is of a case that is measured', async () => {
  for (const key of REASONS.keys()) {
    const [name = ''] = key.split('/')
    expect(await Bun.file(`${import.meta.dir}/../cases/${name}.ts`).exists()).toBe(true)
  }
})
