import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Context, ROOT } from './context.ts'
import { forecourt, marketOf } from './market.ts'
import { runToEnd, type Served, serve } from './measure/served.ts'
import { CannotBeHad } from './row.ts'

const PEERS = join(import.meta.dir, 'peers')
export const peerFile = (name: string) => join(PEERS, name)

/** Who else answers the questions of /api/cars. `cars`: path of its page of 24; `table`: of its bare HTML table. */
export type Peer = {
  name: string
  path(search: URLSearchParams): string
  /** @throws with the reason when it cannot be had */
  start(data: PeerData): Promise<Served>
}
export type PeerData = { sqlite: string; duckdb: string }

/** The same cars for the peers: exported by Forecourt, indexed as it indexes them. */
export async function peerData(context: Context, rows: number): Promise<PeerData> {
  const database = await marketOf(context, rows)
  const folder = join(dirname(database), 'peers')
  const data = { sqlite: join(folder, 'market.db'), duckdb: join(folder, 'market.duckdb') }
  if (existsSync(`${folder}/whole`)) return data
  const { found, why } = await context.peers.python()
  if (!found) throw new CannotBeHad(why)
  context.say(`preparing the peers' data of ${rows} rows`)
  mkdirSync(folder, { recursive: true })
  const csv = join(folder, 'cars.csv')
  const served = await forecourt(database)
  try {
    await Bun.write(csv, await fetch(`${served.url}/api/cars?format=csv`))
  } finally {
    await served.stop()
  }
  await runToEnd([found.program, peerFile('prepare.py'), csv, data.sqlite, data.duckdb])
  await Bun.file(csv).delete()
  await Bun.write(`${folder}/whole`, '')
  return data
}

export function peersOf(context: Context) {
  const node = async () => {
    const { found, why } = await context.peers.node()
    if (!found) throw new CannotBeHad(why)
    return found
  }
  const python = async () => {
    const { found, why } = await context.peers.python()
    if (!found) throw new CannotBeHad(why)
    return found
  }
  const startExpress = async ({ sqlite }: PeerData) => {
    const { program, folder } = await node()
    const command = [program, peerFile('express.mjs'), folder, sqlite, 'PORT']
    return serve({ command, env: { NODE_ENV: 'production' }, ready: '/api/cars' })
  }
  const express: Peer = {
    name: 'Express + better-sqlite3',
    path: (search) => `/api/cars?${search}`,
    start: startExpress,
  }
  const expressTable: Peer = {
    name: 'Express + better-sqlite3, a bare table',
    path: (search) => `/cars?${search}`,
    start: startExpress,
  }
  const fastapi: Peer = {
    name: 'FastAPI + uvicorn + sqlite3',
    path: (search) => `/api/cars?${search}`,
    async start({ sqlite }) {
      const { program } = await python()
      return serve({
        command: [program, peerFile('fastapi_app.py'), sqlite, 'PORT'],
        ready: '/api/cars',
      })
    },
  }
  const datasette: Peer = {
    name: 'Datasette',
    path(search) {
      const asked = new URLSearchParams({ _shape: 'objects', _size: '24', _sort: 'price' })
      const names = { brand: 'brand', price_min: 'price__gte', price_max: 'price__lte' }
      for (const [ours, theirs] of Object.entries(names)) {
        const value = search.get(ours)
        if (value !== null) asked.set(theirs, value)
      }
      return `/market/cars.json?${asked}`
    },
    async start({ sqlite }) {
      const { bin } = await python()
      const command = [join(bin, 'datasette'), 'serve', sqlite, '-h', '127.0.0.1', '-p', 'PORT']
      return serve({ command, ready: '/-/versions.json' })
    },
  }
  return { express, expressTable, fastapi, datasette }
}

/** Elysia that answers with a body of this size and nothing else: what the server could give. */
export async function bareElysia(
  { cache }: Context,
  body: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Served> {
  const file = join(cache, `body-${body.length}`)
  await Bun.write(file, body)
  const command = [process.execPath, peerFile('bare.ts'), file, type, 'PORT']
  return serve({ command, cwd: ROOT, ready: '/' })
}
