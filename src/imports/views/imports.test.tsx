import { describe, expect, test } from 'bun:test'
import { message } from '../../platform/language/message.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import { Import, type Reject } from '../../snapshots/import.ts'
import { ImportPage } from './import-page.tsx'
import { ImportsPage } from './imports-page.tsx'
import { QualityPage } from './quality/page.tsx'
import { WaitingPage } from './waiting-page.tsx'

type Run = Import
const run = {
  id: 1,
  source: '/data/cars.csv',
  status: 'published',
  rule_pack: 'india',
  as_of: '2024-12-31',
  started_at: '2026-11-20T10:00:00.000Z',
  finished_at: '2026-11-20T10:00:04.000Z',
  error: null,
  progress: { phase: 'reading', rows: 1700, total_rows: 2806, bytes: 226448, total_bytes: 368681 },
  rows: {
    read: 2806,
    published: 2804,
    rejected: 1,
    duplicates: 1,
    repaired: 74,
    flagged: 158,
  },
  checksum: { expected: 1883558000, actual: 1883558000, agrees: true },
  rules: [
    { id: 'engine-from-twins', text: 'Twins agree', action: 'repair', count: 74 },
    { id: 'identity-blank', text: 'Identity is blank', action: 'reject', count: 1 },
    { id: 'price-missing', text: 'Price is blank', action: 'reject', count: 0 },
  ],
  blanks: [
    { column: 'reg_year', count: 2085 },
    { column: 'brand', count: 0 },
  ],
  engine: { not_applicable: 4, missing_in_source: 113, repaired: 74, missing: 39 },
  files: [
    {
      name: 'cars.csv',
      bytes: 368681,
      sha256: '0d14',
      encoding: 'utf-8',
      delimiter: ',',
      columns: 15,
    },
  ],
  changes: null,
  snapshot: 1,
} as unknown as Run
const reject: Reject = {
  line: 2807,
  raw: ',,,1883558000',
  rule: 'identity-blank',
  reason: 'Brand, model and year are blank',
  action: 'reject',
  file: 'cars.csv',
}
const evilRun = {
  ...run,
  source: EVIL,
  error: EVIL,
  rules: [{ id: EVIL, text: EVIL, action: 'flag', count: 1 }],
  blanks: [{ column: EVIL, count: 1 }],
  files: [{ ...run.files[0], name: EVIL, sha256: EVIL, encoding: EVIL, delimiter: EVIL }],
} as Run

const firstPage = { offset: 0, links: { prev: null, next: '/quality?offset=24#rejects' } }

describe('quality', () => {
  const quality = (changes: Partial<Parameters<typeof QualityPage>[0]> = {}) =>
    asRead(() =>
      String(
        <QualityPage
          run={run}
          rejects={{ items: [reject], total: 2, ...firstPage }}
          past={[]}
          untouched={2575}
          catalogue={run.rules}
          {...changes}
        />,
      ),
    )

  test('leads to the rows that do not fit, and holds the imports side by side', () => {
    expect(quality()).toContain('href="/quality?offset=24#rejects"')
    expect(quality()).not.toContain('import by import')
    const html = quality({ past: [run, { ...run, id: 1, rules: [] }] })
    expect(html).toContain('What each rule found, import by import')
    expect(html).toMatch(/class="num"[^>]*>(<[^>]+>)*–/)
  })

  test('accounts for every row', () => {
    const html = quality()
    expect(html).toContain('2,806 rows in, and every one accounted for')
    expect(html).toContain('2,575 published as listed')
    expect(html).toContain('158 flagged, 3 of them repaired too')
    expect(html).toContain('line 2,807')
    expect(quality({ run: { ...run, rows: { ...run.rows, published: 1 } } })).toContain(
      'not all are accounted for',
    )
  })

  test('keeps three kinds of blank engine sizes apart', () => {
    expect(quality()).toContain(
      'Of 117 blank engine sizes 4 belong to electric cars, 74 were repaired, 39 stay blank',
    )
  })

  test('lists what removes rows first, and folds rules that found nothing', () => {
    const html = quality()
    expect(html.indexOf('Identity is blank')).toBeLessThan(html.indexOf('Twins agree'))
    expect(html).toContain('One rule that found nothing')
    expect(html).toContain('id="rule-price-missing"')
  })

  test('says whether the checksum agrees, and when there is none', () => {
    expect(quality()).toContain('The checksum agrees')
    const differs = { expected: 10, actual: 8, agrees: false }
    const html = quality({ run: { ...run, checksum: differs } })
    expect(html).toContain('The checksum does not agree')
    expect(html).toContain('−₹2')
    expect(quality({ run: { ...run, checksum: null } })).toContain('No checksum in the file')
  })

  test('escapes hostile data', () => {
    const items = [{ ...reject, raw: EVIL, reason: EVIL, rule: EVIL, file: EVIL }]
    const html = quality({
      run: evilRun,
      rejects: { items: [...items, reject], total: 2, ...firstPage },
      past: [evilRun, evilRun],
      catalogue: [{ id: EVIL, text: EVIL, action: 'flag' }],
    })
    expect(escapedFrom(html)).toEqual([])
  })
})

describe('an import', () => {
  const page = (change: Partial<Run>, mayWrite = true) =>
    asRead(() =>
      String(<ImportPage run={{ ...run, ...change }} hasSnapshot={false} mayWrite={mayWrite} />),
    )

  test('is sent anew while it runs, and no more when it is over', () => {
    const running = page({ status: 'running' })
    expect(running).toContain('hx-sse:connect="/imports/1/stream" hx-sse:close="ended"')
    expect(running).toContain('Reading the file: 61%')
    expect(running).toContain('<progress id="bar" max="368681" value="226448">')
    for (const status of Import.shape.status.options.filter(
      (each) => each !== 'running' && each !== 'queued',
    )) {
      expect(page({ status })).not.toContain('hx-sse:connect')
    }
  })

  test('can be cancelled by those who may', () => {
    expect(page({ status: 'running' })).toContain('action="/imports/1/cancellation" method="post"')
    expect(page({ status: 'running' })).toContain('Cancel the import')
    expect(page({ status: 'running' }, false)).not.toContain('Cancel the import')
    expect(page({ status: 'published' })).not.toContain('Cancel the import')
  })

  test('shows no folder of the server, in no state', () => {
    for (const status of Import.shape.status.options) {
      const html = page({ status, source: '/srv/lists/cars.csv' })
      expect(html).toContain('cars.csv')
      expect(html).not.toContain('/srv')
    }
  })

  test('shows no figure of a size that is not known', () => {
    const html = page({ status: 'running', progress: { ...run.progress, total_bytes: 0 } })
    expect(html).toContain('<progress id="bar"></progress>')
    expect(html).not.toMatch(/NaN|Infinity/)
  })

  test('says why it failed, and that nothing was lost', () => {
    const html = page({ status: 'failed', error: 'the column price is missing' })
    expect(html).toContain('The import failed')
    expect(html).toContain('the column price is missing')
  })

  test('escapes hostile data', () => {
    for (const status of ['running', 'failed', 'published'] as const) {
      expect(escapedFrom(page({ ...evilRun, status }))).toEqual([])
      const waiting = asRead(() =>
        String(<WaitingPage run={{ ...evilRun, status }} refreshHref="/x" path={EVIL} />),
      )
      expect(escapedFrom(waiting)).toEqual([])
    }
  })
})

describe('the imports', () => {
  const page = (changes: Partial<Parameters<typeof ImportsPage>[0]> = {}) =>
    asRead(() =>
      String(
        <ImportsPage
          items={[run]}
          total={1}
          links={{ prev: null, next: null }}
          mayWrite
          mostBytes={2_000_000_000}
          {...changes}
        />,
      ),
    )

  test('can be started by those who may, with the error beside the field', () => {
    const problem = message('No file matches {pattern}: check the pattern', { pattern: 'x*' })
    const html = page({ source: 'x*', errors: [{ parameter: 'source', message: problem }] })
    expect(html).toMatch(/value="x\*"[^>]*aria-invalid="true" aria-describedby="source-wrong"/)
    expect(html).toContain('id="source-wrong">No file matches x*: check the pattern</p>')
    expect(page({ mayWrite: false })).not.toContain('<form')
  })

  test('show the folders of a source to those who may change it alone, and to others the way to sign in', () => {
    const schedules = [
      {
        ...{ id: '0a1b2c3d', source: '/srv/lists/*.csv', cron: null, zone: 'UTC', seen: null },
        ...{ created_at: '2026-11-20T10:00:00Z', last_run: null, last_import: null },
      },
    ]
    expect(page({ schedules })).toContain('/srv/lists/*.csv')
    const others = page({ schedules, mayWrite: false })
    expect(others).not.toContain('/srv')
    expect(others).toContain('href="/login?page=/imports"')
  })

  test('say how to begin when there is none', () => {
    expect(page({ items: [], total: 0 })).toContain('bun run import cars.csv')
  })

  test('escape hostile data', () => {
    const errors = [{ parameter: 'source', message: message('{source}', { source: EVIL }) }]
    expect(escapedFrom(page({ items: [evilRun], source: EVIL, errors }))).toEqual([])
  })
})
