import { filterWords } from '../listing/filter-words.ts'
import { toSearch } from '../listing/query.ts'
import { dealName, hrefOf, type StateNames, traits } from '../listing/words.ts'
import { capital, date, distance, money, percent, yearOf } from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import { reasonWords } from '../pricing/views/deal.tsx'
import type { FeedContent, FeedEvent } from './events.ts'

/** What both kinds of feed say. */
export type Entry = {
  /** The same for the same event for good, in every language */
  id: string
  url: string
  title: string
  text: string
  /** ISO moment */
  at: string
  kind: FeedEvent['kind']
}
export type Feed = {
  title: string
  description: string
  /** The list that the feed follows */
  home: string
  /** The query string of the filter */
  search: string
  updated: string
  entries: Entry[]
}

export function feedOf(
  content: FeedContent,
  appTitle: string,
  origin: string,
  states: StateNames,
): Feed {
  const { snapshot, filter, events } = content
  const search = toSearch(filter)
  const none = search === ''
  return {
    title: none
      ? t('{title}: new and cheaper cars', { title: appTitle })
      : t('{title}: new and cheaper cars; {filter}', {
          title: appTitle,
          filter: filterWords(filter, states),
        }),
    description: description(content),
    home: `${origin}/cars${search}`,
    search,
    updated: snapshot.published_at,
    entries: events.map((event) => entryOf(event, origin)),
  }
}

function description({ snapshot, first, cut, events }: FeedContent): string {
  const told = first
    ? t(
        'There is one snapshot so far, so nothing is new or cheaper yet: these are the cars listed, the best deals first.',
      )
    : t('Cars that appeared or became cheaper in the snapshots that are kept, the newest first.')
  const more = cut ? t('The feed holds {n}; there may be more.', { n: events.length }) : ''
  const prices = t('Asking prices of {year}.', { year: yearOf(snapshot.as_of) })
  return [told, more, prices].filter((part) => part !== '').join(' ')
}

function entryOf(event: FeedEvent, origin: string): Entry {
  const { car, version, at, kind } = event
  const link = kind === 'listed' ? `${version}:listed` : String(version)
  return {
    id: `urn:forecourt:car:${encodeURIComponent(car.id)}:${link}`,
    url: origin + hrefOf(car),
    title: titleOf(event),
    text: textOf(event),
    at,
    kind,
  }
}

function titleOf({ kind, car, price, before }: FeedEvent): string {
  const values = { car: car.title, price: money(price) }
  if (kind === 'cheaper' && before !== null) {
    return t('{amount} cheaper: {car}, {price}', { ...values, amount: money(before - price) })
  }
  return kind === 'new' ? t('New: {car}, {price}', values) : t('Listed: {car}, {price}', values)
}

function textOf({ car, price, before, version, at }: FeedEvent): string {
  const happened =
    before === null
      ? t('Asks {price} in snapshot {version} of {date}.', {
          price: money(price),
          version,
          date: date(at),
        })
      : t('Asked {before}, asks {price} since snapshot {version} of {date}: {share} less.', {
          before: money(before),
          price: money(price),
          version,
          date: date(at),
          share: percent((before - price) / before, 1),
        })
  const since = car.price === price ? '' : t('Now it asks {price}.', { price: money(car.price) })
  const facts = `${capital([...traits(car), distance(car.km)].join(', '))}.`
  return [happened, since, facts, worth(car)].filter((part) => part !== '').join(' ')
}

function worth({ deal, deal_reason, estimate }: FeedEvent['car']): string {
  if (deal === null || estimate === null) return `${reasonWords(deal_reason)}.`
  return t('Deal: {deal}; a car like this asks {low} to {high}.', {
    deal: dealName(deal),
    low: money(estimate.low),
    high: money(estimate.high),
  })
}
