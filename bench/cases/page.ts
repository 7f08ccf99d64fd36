import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf } from '../market.ts'
import { compare } from '../measure/rounds.ts'
import { bareElysia, type Peer, peerData, peersOf } from '../peer-servers.ts'
import { type Goal, type Row, rowOf } from '../row.ts'
import { neverAsked, repeated, warm, withServers } from './contenders.ts'

const JSON_PAGE = '/api/cars?brand=Honda'
const HTML_PAGE = '/cars?brand=Honda'
/** What browsers send. */
const AS_A_BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd' }
/** Requests of one run: what takes long is asked less often. */
const EACH = { quick: 2000, page: 200, slow: 60 }

/** A page of 24 as JSON and as HTML: repeated, beside the bare server; never repeated, beside other servers. */
export async function page(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  const { express, expressTable, fastapi, datasette } = peersOf(context)
  const json = { page: '/api/cars', what: 'JSON page of 24' }
  const html = { page: '/cars', what: 'HTML page with facets' }
  for (const cars of context.cars) {
    rows.push(
      await again(context, cars, JSON_PAGE, 'JSON page of 24', {
        kind: 'speed',
        least: 0.6,
        best: 0.8,
      }),
      await again(context, cars, HTML_PAGE, 'HTML page with facets', {
        kind: 'speed',
        least: 0.5,
        best: 0.7,
      }),
    )
  }
  const [least = 0] = context.cars
  for (const [asked, peer, count, goal] of [
    [json, express, EACH.quick, { kind: 'speed', least: 3, best: 5 }],
    [json, fastapi, EACH.quick, { kind: 'speed', least: 9, best: 9 }],
    [json, datasette, EACH.slow, { kind: 'speed', least: 100, best: 100 }],
    [html, expressTable, EACH.page, { kind: 'speed', least: 0.5, best: 1 }],
  ] as const) {
    rows.push(await never(context, least, { ...asked, count }, peer, goal))
  }
  return rows
}

function again(
  context: Context,
  cars: number,
  path: string,
  name: string,
  goal: Goal,
): Promise<Row> {
  const about = {
    id: `again-${name}`,
    case: 'page',
    what: `${name}, repeated`,
    cars,
    goal,
  } as const
  return rowOf({ ...about, metric: 'cpu' }, () =>
    withServers(async (keep) => {
      const ours = await keep(forecourt(await marketOf(context, cars)))
      // What travels, so compressed: the bare server sends the same bytes without having made them.
      const answer = await fetch(`${ours.url}${path}`, { headers: AS_A_BROWSER, decompress: false })
      const type = answer.headers.get('content-type') ?? 'text/plain'
      const bare = await keep(bareElysia(context, await answer.bytes(), type))
      const order = { paths: [path], headers: AS_A_BROWSER }
      const contenders = [
        repeated(context, 'Forecourt', ours, order),
        repeated(context, 'bare Elysia, a body of the same size', bare, order),
      ]
      await warm(contenders)
      return compare(contenders, { metric: 'cpu', rounds: context.rounds, patience: PATIENCE })
    }),
  )
}

type Asked = { page: string; what: string; count: number }

/** Nothing is compressed here, as the peers do not. */
function never(context: Context, cars: number, asked: Asked, peer: Peer, goal: Goal): Promise<Row> {
  const what = `${asked.what}, never repeated`
  const id = `never-${asked.what}-${peer.name}`
  return rowOf({ id, case: 'page', what, cars, goal, metric: 'cpu' }, () =>
    withServers(async (keep) => {
      const theirs = await keep(peer.start(await peerData(context, cars)))
      const ours = await keep(forecourt(await marketOf(context, cars)))
      const toPath = (search: URLSearchParams) => `${asked.page}?${search}`
      const size = { connections: 32, count: asked.count }
      const contenders = [
        neverAsked(context, id, 'Forecourt', ours, toPath, size),
        neverAsked(context, id, peer.name, theirs, peer.path, size),
      ]
      await warm(contenders)
      return compare(contenders, { metric: 'cpu', rounds: context.rounds, patience: PATIENCE })
    }),
  )
}
