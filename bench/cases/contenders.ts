import type { Context } from '../context.ts'
import { SHAPE_COUNT, toSearch } from '../filters.ts'
import { costOf, type LoadOrder } from '../measure/load.ts'
import type { Contender } from '../measure/rounds.ts'
import type { Served } from '../measure/served.ts'

/** What a contender does with a search that nobody has asked before. */
type ToPath = (search: URLSearchParams) => string

/** Asks for paths that nobody has asked before, in every turn other ones; the same for all with the same key. */
export function neverAsked(
  context: Context,
  key: string,
  name: string,
  served: Served,
  toPath: ToPath,
  { connections, count }: { connections: number; count: number },
): Contender {
  const whole = Math.max(1, Math.round(count / SHAPE_COUNT)) * SHAPE_COUNT
  return {
    name,
    async once(turn) {
      const filters = context.filters.take(`${key}-${turn}`, whole)
      const paths = filters.map((filter) => toPath(new URLSearchParams(toSearch(filter))))
      return costOf(served, { paths, connections, requests: whole, seconds: 300 })
    },
  }
}

/** Asks for the same paths again and again. */
export function repeated(
  context: Context,
  name: string,
  served: Served,
  order: Pick<LoadOrder, 'paths' | 'headers'> & { connections?: number },
): Contender {
  const { connections = 32, ...rest } = order
  const requests = 1_000_000
  return {
    name,
    once: () => costOf(served, { ...rest, connections, requests, seconds: context.seconds }),
  }
}

/** A turn that does not count, so that compilers have seen the code. */
export async function warm(contenders: Contender[]): Promise<void> {
  for (const contender of contenders) await contender.once(-1)
}

/** Runs something with servers that are stopped whatever happens. */
export async function withServers<T>(
  use: (keep: (served: Promise<Served>) => Promise<Served>) => Promise<T>,
) {
  const kept: Served[] = []
  try {
    return await use(async (starting) => {
      const served = await starting
      kept.push(served)
      return served
    })
  } finally {
    await Promise.all(kept.map((served) => served.stop()))
  }
}
