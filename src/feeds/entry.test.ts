import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { aCar } from '../../tests/support/cars.ts'
import type { Car } from '../listing/car.ts'
import { asRead } from '../platform/language/reader.testing.ts'
import { atom } from './atom.ts'
import type { Entry, Feed } from './entry.ts'
import { feedOf } from './entry.ts'
import type { FeedContent, FeedEvent } from './events.ts'
import { JsonFeed, jsonFeed } from './json-feed.ts'

const KINDS = ['new', 'cheaper', 'listed'] as const satisfies FeedEvent['kind'][]
const AT = '2026-11-20T10:00:00.000Z'

const event = (kind: FeedEvent['kind'], different: Partial<Car> = {}): FeedEvent => {
  const car = aCar(different)
  return {
    kind,
    car,
    version: 3,
    at: AT,
    price: 700_000,
    before: kind === 'cheaper' ? 800_000 : null,
  }
}
const content = (events: FeedEvent[], changes: Partial<FeedContent> = {}): FeedContent => ({
  snapshot: { published_at: AT, as_of: '2024-12-31' } as FeedContent['snapshot'],
  filter: {},
  events,
  first: false,
  cut: false,
  ...changes,
})
const feed = (given: FeedContent, language: 'en' | 'fr' = 'en') =>
  asRead(() => feedOf(given, 'Cars', 'https://cars.example', new Map()), { language })
const entry = (each: FeedEvent, language: 'en' | 'fr' = 'en'): Entry | undefined =>
  feed(content([each]), language).entries[0]

describe.each(KINDS)('news that is %s', (kind) => {
  test('is told in both languages, under one id and address', () => {
    const [english, french] = [entry(event(kind)), entry(event(kind), 'fr')]
    expect(english).toMatchObject({
      url: 'https://cars.example/cars/2019-honda-city-1',
      at: AT,
      kind,
    })
    expect(french?.id).toBe(english?.id ?? '')
    expect(french?.title).not.toBe(english?.title)
    expect(french?.text).not.toBe(english?.text)
  })

  test('says what the car asks now only where that is something else', () => {
    expect(entry(event(kind, { price: 700_000 }))?.text).not.toContain('Now it asks')
    expect(entry(event(kind, { price: 650_000 }))?.text).toContain('Now it asks ₹6,50,000.')
  })

  test.each(['transmission', 'owners', 'estimate', 'deal', 'state', 'emi'] as const)(
    'holds for a car without %s',
    (field) => {
      const told = entry(event(kind, { [field]: null }))
      expect(`${told?.title} ${told?.text}`).not.toMatch(/undefined|null|NaN|\s{2}/)
    },
  )

  test('has an id without anything that an address could not hold', () => {
    expect(entry(event(kind, { id: 'a b/ü?#' }))?.id).toMatch(/^urn:forecourt:car:[\w%.-]+:3/)
  })
})

test('ids tell kinds of first listing, snapshots and cars apart', () => {
  const events = [
    event('listed'),
    event('new'),
    { ...event('new'), version: 4 },
    event('new', { id: 'other' }),
  ]
  expect(new Set(events.map((each) => entry(each)?.id)).size).toBe(events.length)
})

describe('a feed', () => {
  test('says what it follows, and what it holds', () => {
    expect(feed(content([]))).toMatchObject({
      title: 'Cars: new and cheaper cars',
      home: 'https://cars.example/cars',
      search: '',
      updated: AT,
      entries: [],
    })
    const filtered = feed(content([], { filter: { brand: ['Honda'] } }))
    expect(filtered.title).toEndWith('Brand: Honda')
    expect(filtered.home).toBe('https://cars.example/cars?brand=Honda')
  })

  test('says that it is cut, and that it is the first, only where it is', () => {
    const told = (changes: Partial<FeedContent>) =>
      feed(content([event('new')], changes)).description
    expect(told({ cut: true })).toContain('The feed holds 1; there may be more.')
    expect(told({ cut: false })).not.toContain('there may be more')
    expect(told({ first: true })).toContain('one snapshot so far')
    expect(told({ first: false })).not.toContain('one snapshot so far')
    expect(told({})).toContain('Asking prices of 2024.')
  })
})

describe('written', () => {
  const text = fc.string({ unit: 'binary' })
  const made: fc.Arbitrary<Feed> = fc.record({
    title: text,
    description: text,
    home: fc.webUrl(),
    search: fc.constant(''),
    updated: fc.constant(AT),
    entries: fc.array(
      fc.record({
        id: text,
        url: fc.webUrl(),
        title: text,
        text,
        at: fc.constant(AT),
        kind: fc.constantFrom(...KINDS),
      }),
      { maxLength: 4 },
    ),
  })
  const about = { self: 'https://cars.example/feeds/cars', author: '<A & "B">', language: 'en' }

  test('as Atom it is well-formed, whatever it holds', () => {
    const parser = new XMLParser({ isArray: (name) => name === 'entry' })
    fc.assert(
      fc.property(made, (given) => {
        const xml = atom(given, about)
        expect(XMLValidator.validate(xml)).toBe(true)
        const read = parser.parse(xml) as { feed: { entry?: unknown[] } }
        expect(read.feed.entry ?? []).toHaveLength(given.entries.length)
      }),
    )
  })

  test('as JSON it is what its schema says, and loses nothing', () => {
    fc.assert(
      fc.property(made, (given) => {
        const read = JsonFeed.parse(JSON.parse(jsonFeed(given, about)))
        expect([read.title, read.description]).toEqual([given.title, given.description])
        expect(read.items.map(({ content_text, tags }) => [content_text, ...tags])).toEqual(
          given.entries.map((each) => [each.text, each.kind]),
        )
        expect(read.authors).toEqual([{ name: about.author }])
      }),
    )
  })
})
