import type { Indexes } from './indexes.ts'
import type { CarCounts, CarReader } from './read.ts'
import { rememberCars } from './remembered-cars.ts'
import type { CarRows } from './rows.ts'

/** Which cars, and how many: of the index of a snapshot. What they are: of its rows. */
export function indexedCars(rows: CarRows, indexes: Indexes): CarReader & CarCounts {
  const remembered = rememberCars(rows)
  return {
    async page(snapshot, { filter, ...request }) {
      const index = await indexes.of(snapshot)
      const { rows: places, ...page } = index.page(filter, request)
      const ids = places.map((row) => index.idOf(row))
      return { items: await remembered.byIds(snapshot, ids), ...page }
    },

    find: (snapshot, id) => remembered.find(snapshot, id),
    lineage: (snapshot, id) => rows.lineage(snapshot, id),

    async among(snapshot, filter, ids) {
      return (await indexes.of(snapshot)).among(filter, ids)
    },

    async *scan(snapshot, filter) {
      if (Object.keys(filter).length === 0) return yield* rows.all(snapshot)
      const index = await indexes.of(snapshot)
      for (const ids of index.scan(filter)) yield await rows.byIds(snapshot, ids)
    },

    async count(snapshot, filter) {
      return (await indexes.of(snapshot)).count(filter)
    },

    async facets(snapshot, filter, facets) {
      return (await indexes.of(snapshot)).facets(filter, facets)
    },

    async group(snapshot, filter, request) {
      return (await indexes.of(snapshot)).group(filter, request)
    },

    async moments(snapshot, filter, of) {
      return (await indexes.of(snapshot)).moments(filter, of)
    },

    async histogram(snapshot, filter, of, edges) {
      return (await indexes.of(snapshot)).histogram(filter, of, edges)
    },
  }
}
