import { describe, expect, test } from 'bun:test'
import { packOf } from '../../packs/all/index.ts'
import { isLanguage, LANGUAGES, type Language } from '../../platform/language/language.ts'
import { message } from '../../platform/language/message.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import { ACTIONS, type Import, PHASES, type Reject, STATUSES } from '../../snapshots/import.ts'
import { rulesOf } from '../rules/index.ts'
import { ImportPage } from './import-page.tsx'
import { QualityPage } from './quality/page.tsx'
import {
  actionWords,
  errorWords,
  isBad,
  isUnfinished,
  ledeOf,
  nameOf,
  reasonWords,
  shareRead,
  statusWords,
  titleOf,
} from './words.ts'

const run: Import = {
  id: 3,
  source: '/data/cars.csv',
  status: 'published',
  rule_pack: 'india',
  as_of: '2024-12-31',
  started_at: '2026-11-20T10:00:00.000Z',
  finished_at: '2026-11-20T10:00:04.000Z',
  error: null,
  progress: { phase: 'reading', rows: 5, total_rows: 10, bytes: 500, total_bytes: 1000 },
  rows: {
    read: 10,
    published: 7,
    rejected: 2,
    duplicates: 1,
    repaired: 1,
    flagged: 1,
    untouched: 5,
  },
  checksum: null,
  rules: [],
  blanks: [],
  engine: { not_applicable: 0, missing_in_source: 0, repaired: 0, missing: 0 },
  files: [],
  changes: null,
  snapshot: 2,
}

const CODES = Object.keys(LANGUAGES).filter(isLanguage)
const inBoth = (work: () => string): Record<Language, string> => ({
  en: asRead(work, { language: 'en' }),
  fr: asRead(work, { language: 'fr' }),
})
/** What must never be read by anybody: a word of the program instead of one of the language. */
const BROKEN = /undefined|null|NaN|\[object|\{\w+\}/

describe.each(STATUSES)('an import that is %s', (status) => {
  const changed = { ...run, status }

  test('is named, told and advised in both languages', () => {
    for (const words of [
      () => titleOf(changed),
      () => ledeOf(changed, true),
      () => ledeOf(changed, false),
    ]) {
      const said = inBoth(words)
      expect(said.en).not.toBe(said.fr)
      for (const text of Object.values(said)) {
        expect(text.trim()).not.toBe('')
        expect(text).not.toMatch(BROKEN)
      }
    }
  })

  test('has a page in both languages, with its own word for it', () => {
    const said = inBoth(() => statusWords(status))
    const html = inBoth(() =>
      String(<ImportPage run={changed} hasSnapshot={status === 'published'} mayWrite />),
    )
    for (const language of CODES) {
      expect(html[language]).toContain(`>${said[language]}</span>`)
      expect(html[language]).not.toMatch(BROKEN)
    }
    expect(html.fr).not.toBe(html.en)
  })

  test('holds without anything that may be null', () => {
    const bare: Import = { ...changed, as_of: null, finished_at: null, snapshot: null, error: null }
    for (const html of Object.values(
      inBoth(() => String(<ImportPage run={bare} hasSnapshot={false} mayWrite={false} />)),
    )) {
      expect(html).not.toMatch(BROKEN)
    }
  })

  test('offers to be cancelled as long as it is not over, to who may', () => {
    const cancels = (mayWrite: boolean) =>
      asRead(() =>
        String(<ImportPage run={changed} hasSnapshot mayWrite={mayWrite} />).includes(
          'Cancel the import</button>',
        ),
      )
    expect(cancels(true)).toBe(isUnfinished(changed))
    expect(cancels(false)).toBe(false)
  })

  test('keeps a hostile source and reason as text', () => {
    const evil = { ...changed, source: EVIL, error: EVIL }
    const html = asRead(() => String(<ImportPage run={evil} hasSnapshot mayWrite />))
    expect(escapedFrom(html)).toEqual([])
  })
})

test('no two statuses are called the same, in either language', () => {
  for (const language of CODES) {
    const said = STATUSES.map((status) => asRead(() => statusWords(status), { language }))
    expect(new Set(said).size).toBe(STATUSES.length)
    const actions = ACTIONS.map((action) => asRead(() => actionWords(action), { language }))
    expect(new Set(actions).size).toBe(ACTIONS.length)
  }
})

test('what somebody has to look at is bad, what goes on or went well is not', () => {
  expect(STATUSES.filter(isBad)).toEqual(['held', 'failed', 'interrupted'])
  expect(STATUSES.filter((status) => isUnfinished({ status }))).toEqual(['queued', 'running'])
})

describe('a phase', () => {
  test.each(PHASES)('that is %s has a title of its own in both languages', (phase) => {
    const running: Import = { ...run, status: 'running', progress: { ...run.progress, phase } }
    const said = inBoth(() => titleOf(running))
    expect(said.en).not.toBe(said.fr)
    const others = PHASES.filter((each) => each !== phase).map((each) =>
      asRead(() => titleOf({ ...running, progress: { ...run.progress, phase: each } })),
    )
    expect(others).not.toContain(said.en)
    const unknown = { ...running.progress, total_bytes: 0 }
    expect(asRead(() => titleOf({ ...running, progress: unknown }))).not.toContain('%')
  })

  test('of reading says how much, and never rounds up to all', () => {
    const title = (bytes: number) =>
      asRead(() =>
        titleOf({ ...run, status: 'running', progress: { ...run.progress, bytes } })
          .match(/\d+%/)
          ?.at(0),
      )
    expect([0, 4, 500, 999, 1000, 2000].map(title)).toEqual([
      '0%',
      '0%',
      '50%',
      '99%',
      '100%',
      '100%',
    ])
  })
})

test('what was read of a source of unknown size is not known', () => {
  const read = (bytes: number, total_bytes: number) =>
    shareRead({ progress: { ...run.progress, bytes, total_bytes } })
  expect([read(0, 0), read(5, 0), read(5, 10), read(20, 10)]).toEqual([null, null, 0.5, 1])
})

test.each([
  ['/data/cars.csv', 'cars.csv'],
  ['C:\\data\\cars.csv', 'cars.csv'],
  ['https://host.example/a/b.csv.gz', 'b.csv.gz'],
  ['cars.csv', 'cars.csv'],
  ['sample', 'sample'],
  ['data/', 'data/'],
  ['', ''],
])('the source %p is called %p', (source, name) => {
  expect(nameOf(source)).toBe(name)
})

describe('why', () => {
  const reject: Reject = {
    line: 12,
    raw: 'Honda,City,,,',
    rule: 'price-missing',
    reason: 'Blank: brand',
    action: 'reject',
    file: 'cars.csv',
  }

  test('is said in the language of the reader where it was kept as a value', () => {
    const kept = { ...reject, message: message('Blank: {columns}', { columns: 'brand' }) }
    const said = inBoth(() => reasonWords(kept))
    expect(said.en).toBe('Blank: brand')
    expect(said.fr).toContain('brand')
    expect(said.fr).not.toBe(said.en)
  })

  test('stays as it was written where it was not', () => {
    expect(inBoth(() => reasonWords(reject))).toEqual({ en: 'Blank: brand', fr: 'Blank: brand' })
    expect(inBoth(() => errorWords({ ...run, error: 'gone' }))).toEqual({ en: 'gone', fr: 'gone' })
    expect(inBoth(() => errorWords(run))).toEqual({ en: '', fr: '' })
  })

  const refusing = rulesOf(packOf('india')).filter(({ action }) =>
    ['reject', 'drop'].includes(action),
  )

  test.each(refusing.map(({ id, action }) => [id, action] as const))(
    'a row was refused by %s stands on the page with its line, in both languages',
    (rule, action) => {
      const items: Reject[] = [
        { ...reject, rule, action: action === 'drop' ? 'drop' : 'reject', reason: EVIL },
      ]
      const pages = inBoth(() =>
        String(
          <QualityPage
            run={{ ...run, rules: [{ id: rule, text: 'words', action, count: 1 }] }}
            rejects={{ items, total: 1, offset: 0, links: { prev: null, next: null } }}
            past={[]}
            untouched={5}
            catalogue={[{ id: rule, text: 'words', action }]}
          />,
        ),
      )
      for (const html of Object.values(pages)) {
        expect(html).toContain('Honda,City,,,')
        expect(html).toContain(`id="rule-${rule}"`)
        expect(html).toContain('<td class="num"><span>12</span>')
        expect(html).not.toMatch(BROKEN)
        expect(escapedFrom(html)).toEqual([])
      }
      expect(pages.en).not.toBe(pages.fr)
    },
  )
})
