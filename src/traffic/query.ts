import { z } from 'zod'
import { sentence } from '../platform/language/message.ts'
import type { Condition } from '../snapshots/index/conditions.ts'
import type { Segment, TextName } from './segment.ts'

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''
const list = (description: string, example: string) =>
  z
    .preprocess((value) => {
      const given = [value].flat().filter((one) => one !== undefined && !isBlank(one))
      return given.length === 0 ? undefined : given
    }, z.array(z.string().max(300)).max(50).optional())
    .meta({ description, example: [example] })
const moment = (description: string, example: string) =>
  z
    .preprocess(
      (value) => (isBlank(value) ? undefined : value),
      z
        .union([z.iso.datetime({ offset: true }), z.iso.date()], {
          error: sentence('"{value}" is no moment like 2026-11-20T12:00:00Z'),
        })
        .optional(),
    )
    .meta({ description, example })

/** Which requests are looked at: values of one name are alternatives, names narrow each other. */
export const TrafficQuery = z.strictObject({
  from: moment('Not before this moment or day, UTC', '2026-11-20T00:00:00Z'),
  to: moment('Before this moment or day, UTC', '2099-01-01'),
  class: list('Classes of statuses', '4xx'),
  status: list('Statuses', '404'),
  method: list('Methods', 'GET'),
  address: list('Addresses as they are kept: without their last byte', '203.0.113.0'),
  path: list('Paths, without their query', '/cars'),
  route: list('Routes by their pattern; of a log that was read, paths', '/cars/:id'),
  referrer: list('Hosts that readers came from', 'example.com'),
  agent: list('Families of browsers and programs', 'Firefox'),
  bot: list('Whether it is a program that crawls: yes or no', 'no'),
})
export type TrafficQuery = z.infer<typeof TrafficQuery>

/** The filters whose values are counted and can be clicked. */
export const FACETS = [
  ...(['class', 'status', 'path', 'address'] as const),
  ...(['referrer', 'agent', 'bot', 'method', 'route'] as const),
] as const satisfies readonly TextName[]
export type Facet = (typeof FACETS)[number]

/** What a request of a segment must pass. */
export function conditionsOf({ texts }: Segment, query: TrafficQuery): Condition<Facet>[] {
  return FACETS.flatMap((of) => {
    const values = query[of]
    if (values === undefined) return []
    const column = texts[of]
    const passes = new Uint8Array(column.size + 1)
    for (const value of values) {
      const code = column.texts.indexOf(value)
      if (code >= 0) passes[code] = 1
    }
    return [{ of, column, passes }]
  })
}

/** The address of a query with one thing changed; a filter that is set already is taken off. */
export function searchWith(query: TrafficQuery, change: Partial<TrafficQuery>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...change })) {
    for (const each of [value ?? []].flat()) search.append(name, each)
  }
  const written = search.toString()
  return written === '' ? '' : `?${written}`
}

export function toggled(query: TrafficQuery, facet: Facet, value: string): string {
  const before = query[facet] ?? []
  const without = before.filter((each) => each !== value)
  const values = without.length === before.length ? [...before, value] : without
  return searchWith(query, { [facet]: values.length === 0 ? undefined : values })
}
