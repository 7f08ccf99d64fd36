import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { databasesOn, findMongo } from '../../tests/support/mongo.ts'
import { type Context, PATIENCE } from '../context.ts'
import { importFile, sampleOf } from '../market.ts'
import { type Comparison, compare } from '../measure/rounds.ts'
import { type Ran, runToEnd } from '../measure/served.ts'
import { peerFile } from '../peer-servers.ts'
import { CannotBeHad, type Row, rowOf } from '../row.ts'

/** Files longer than this are imported twice, not as often as the rest is asked. */
const LONG = 500_000
/** Cars that are imported into MongoDB, at most. */
const MOST_INTO_MONGO = 5000

/** A whole import, beside pandas: CPU time and the most memory held. */
export async function importing(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const cars of context.cars) {
    let both: Promise<Comparison> | null = null
    const measured = () => (both ??= intoSqlite(context, cars))
    const about = { case: 'import', cars } as const
    rows.push(
      await rowOf(
        {
          ...about,
          id: 'cpu',
          what: 'import',
          metric: 'cpu',
          goal: { kind: 'cost', least: 1, best: 0.6 },
        },
        measured,
      ),
      await rowOf(
        {
          ...about,
          id: 'memory',
          what: 'peak memory of an import',
          metric: 'memory',
          goal: { kind: 'value', least: 250e6, best: 150e6 },
        },
        measured,
      ),
    )
  }
  rows.push(await intoMongo(context, Math.min(MOST_INTO_MONGO, context.cars[0] ?? 0)))
  return rows
}

async function intoSqlite(context: Context, cars: number): Promise<Comparison> {
  const file = await sampleOf(context, cars)
  const python = await context.peers.python()
  const into = (name: string) => join(context.cache, `import-${name}.db`)
  const fresh = async (name: string, run: (path: string) => Promise<Ran>) => {
    const path = into(name)
    const remove = () => {
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    }
    remove()
    try {
      return await run(path)
    } finally {
      remove()
    }
  }
  const contenders = [
    {
      name: 'Forecourt',
      once: () => fresh('forecourt', (path) => importFile(file, `sqlite:${path}`)),
    },
  ]
  const { found } = python
  if (found) {
    const script = peerFile('pandas_import.py')
    contenders.push({
      name: 'pandas (part of the cleaning)',
      once: () => fresh('pandas', (path) => runToEnd([found.program, script, file, path])),
    })
  }
  const rounds = cars >= LONG ? Math.min(2, context.rounds) : context.rounds
  return compare(contenders, { metric: 'cpu', rounds, patience: PATIENCE })
}

/** CPU time here is that of the importing program, not of the server that it writes to. */
async function intoMongo(context: Context, cars: number): Promise<Row> {
  const about = { id: 'mongodb', case: 'import', what: 'import into MongoDB', cars } as const
  const goal = { kind: 'cost', least: 1, best: 0.6 } as const
  return rowOf({ ...about, metric: 'cpu', goal }, async () => {
    const { server } = await findMongo()
    if (!server) throw new CannotBeHad('there is no MongoDB here; MONGO_URL names one')
    const databases = databasesOn(server)
    try {
      const file = await sampleOf(context, cars)
      const { found, why } = await context.peers.python()
      if (!found) throw new CannotBeHad(why)
      const script = peerFile('pandas_mongo.py')
      return await compare(
        [
          { name: 'Forecourt', once: () => importFile(file, databases.next()) },
          {
            name: 'pandas + insert_many (part of the cleaning)',
            once: () => runToEnd([found.program, script, file, databases.next()]),
          },
        ],
        { metric: 'cpu', rounds: context.rounds, patience: PATIENCE },
      )
    } finally {
      await databases.drop()
      await server.stop()
    }
  })
}
