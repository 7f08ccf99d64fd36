import { describe, expect, test } from 'bun:test'
import { asRead } from '../language/reader.testing.ts'
import { Chips, Paging } from './lists.tsx'
import { EVIL, escapedFrom } from './markup.testing.ts'
import {
  Actions,
  Block,
  Crumbs,
  Day,
  Empty,
  Facts,
  Figures,
  Head,
  Notice,
  Status,
} from './parts.tsx'
import { DataTable, HeadRow, Scroll } from './tables.tsx'

const WORDS = { prev: 'Before', next: 'After', first: 'Begins', last: 'Ends' }

/** Each piece, with every text that it takes. */
const PIECES: Record<string, (text: string) => unknown> = {
  Actions: (text) => <Actions links={[{ href: text, label: text }]} />,
  Block: (text) => <Block id={text} title={text} />,
  Chips: (text) => <Chips chips={[{ label: text, href: text }]} clear={text} />,
  Crumbs: (text) => <Crumbs links={[{ href: text, label: text }]} here={text} />,
  DataTable: (text) => (
    <DataTable
      caption={text}
      columns={[{ label: text }, { label: text, hidden: true }, { label: text, num: true }]}
      rows={[[{ text, href: text, sub: text }, { text, code: true }, { text }]]}
    />
  ),
  Empty: (text) => <Empty text={text} links={[{ href: text, label: text }]} />,
  Facts: (text) => (
    <Facts
      items={[
        { label: text, value: text, note: text },
        { label: text, value: text, code: true, total: true },
      ]}
    />
  ),
  Figures: (text) => (
    <Figures
      items={[
        { label: text, value: text, unit: text },
        { label: text, value: text, href: text },
      ]}
    />
  ),
  Head: (text) => <Head title={text} lede={text} />,
  HeadRow: (text) => <HeadRow columns={[{ label: text }]} />,
  Notice: (text) => <Notice text={text} warn link={{ href: text, label: text }} />,
  Paging: (text) => (
    <Paging prev={text} next={text} place={text} words={{ ...WORDS, prev: text, next: text }} />
  ),
  Scroll: (text) => <Scroll label={text} />,
  Status: (text) => <Status label={text} bad />,
}
const written = (piece: unknown) => String(piece ?? '')

describe.each(Object.entries(PIECES))('%s', (_, piece) => {
  test('keeps hostile words as text', () => {
    expect(escapedFrom(asRead(() => written(piece(EVIL))))).toEqual([])
  })

  test('says what it was given', () => {
    expect(asRead(() => written(piece('Škoda – 5 %')))).toContain('Škoda – 5 %')
  })
})

describe('what is optional is not there at all', () => {
  test.each([
    ['a lede', () => <Head title="x" />, '<p'],
    ['a place', () => <Crumbs links={[]} />, 'aria-current'],
    ['actions', () => <Actions links={[]} />, '<p'],
    ['a way on from nothing', () => <Empty text="x" />, 'actions'],
    ['a link of a notice', () => <Notice text="x" />, '<a'],
    ['a warning', () => <Notice text="x" />, 'warn'],
    ['what is bad', () => <Status label="x" />, 'bad'],
    ['a unit', () => <Figures items={[{ label: 'x', value: '1' }]} />, '<small'],
    ['a note', () => <Facts items={[{ label: 'x', value: '1' }]} />, '<small'],
    ['money', () => <Facts items={[]} />, 'money'],
    ['chips', () => <Chips chips={[]} clear="/" />, '<ul'],
    ['pages', () => <Paging prev={null} next={null} place="x" words={WORDS} />, '<nav'],
  ])('%s', (_, piece, sign) => {
    const html = asRead(() => written(piece()))
    expect(html).not.toContain(sign)
    expect(html).not.toMatch(/undefined|null|false/)
  })
})

describe('the pages of a list', () => {
  const paging = (prev: string | null, next: string | null) =>
    asRead(() => written(<Paging prev={prev} next={next} place="1–24" words={WORDS} />))

  test('begin and end in words, not in links', () => {
    expect(paging(null, '/n')).toContain('<a class="soft" id="page-prev" tabindex="-1">Begins</a>')
    expect(paging(null, '/n')).toMatch(/<a[^>]*href="\/n"[^>]*rel="next"[^>]*>After<\/a>/)
    expect(paging('/p', null)).toContain('<a class="soft" id="page-next" tabindex="-1">Ends</a>')
    expect(paging('/p', null)).toMatch(/<a[^>]*href="\/p"[^>]*rel="prev"[^>]*>Before<\/a>/)
    expect(paging('/p', '/n').match(/<a /g)).toHaveLength(2)
  })

  test('say where one is', () => {
    expect(paging('/p', '/n')).toContain('<span>1–24</span>')
  })
})

test('chips say that they remove, to those who only hear them', () => {
  const chips = [1, 2, 3].map((at) => ({ label: `Filter ${at}`, href: `/cars?without=${at}` }))
  const html = asRead(() => written(<Chips chips={chips} clear="/cars" />))
  expect(html.match(/<span class="hidden">Remove the filter<\/span>/g)).toHaveLength(3)
  expect(html).toContain('<a id="chips-clear" href="/cars">Clear all</a>')
})

test('only the first of several actions is the main one', () => {
  const links = ['a', 'b', 'c'].map((label) => ({ href: `/${label}`, label }))
  expect(written(<Actions links={links} />).match(/class="button main"/g)).toHaveLength(1)
  expect(written(<Actions links={links} />)).toMatch(/class="button main" href="\/a"/)
})

describe('a table', () => {
  const html = written(
    <DataTable
      caption="Cars"
      columns={[{ label: 'Name' }, { label: 'Price', num: true }, { label: 'Bar', hidden: true }]}
      rows={[
        [{ text: 'City' }, { text: '7' }, { text: '' }],
        [{ text: 'Jazz' }, { text: '6' }, { text: '' }],
      ]}
    />,
  )

  test('names its rows and columns', () => {
    expect(html.match(/<th scope="row">/g)).toHaveLength(2)
    expect(html.match(/<th scope="col"/g)).toHaveLength(3)
    expect(html).toContain('<span class="hidden">Bar</span>')
  })

  test('sets numbers apart, under the head of their column', () => {
    expect(html.match(/class="num"/g)).toHaveLength(3)
  })

  test('can be scrolled by keyboard, and says what it is', () => {
    expect(html).toMatch(/tabindex="0" role="group" aria-label="Cars"/)
    expect(html).toContain('<caption>Cars</caption>')
  })
})

test('a day is the same to machines in both languages', () => {
  const day = (language: 'en' | 'fr') =>
    asRead(() => written(<Day iso="2024-12-31" />), { language })
  expect(day('en')).toBe('<time datetime="2024-12-31">31 December 2024</time>')
  expect(day('fr')).toBe('<time datetime="2024-12-31">31 décembre 2024</time>')
})
