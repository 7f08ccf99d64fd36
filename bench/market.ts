import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Context, ROOT } from './context.ts'
import { runToEnd, type Served, serve } from './measure/served.ts'

export function cacheFolder(): string {
  const path = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'forecourt-bench')
  mkdirSync(path, { recursive: true })
  return path
}

/** A generated file of so many rows, made once for each seed. */
export async function sampleOf({ cache, seed, say }: Context, rows: number): Promise<string> {
  const path = join(cache, 'samples', `${rows}-${seed}.csv`)
  if (existsSync(path)) return path
  say(`making a sample of ${rows} rows`)
  mkdirSync(join(cache, 'samples'), { recursive: true })
  await runToEnd(
    [
      process.execPath,
      'src/tools/sample/main.ts',
      '--rows',
      `${rows}`,
      '--seed',
      `${seed}`,
      '--out',
      path,
      '--force',
    ],
    { cwd: ROOT },
  )
  // What a test would compare with; a bench has no use for it, and it is as large as the file.
  rmSync(`${path}.truth.ndjson`, { force: true })
  return path
}

/** The database of a market, imported once for each state of src/; those of other states are removed. */
export async function marketOf(context: Context, rows: number): Promise<string> {
  const folder = join(context.cache, 'markets', await stateOfSource())
  for (const other of existsSync(join(folder, '..')) ? readdirSync(join(folder, '..')) : []) {
    const path = join(folder, '..', other)
    if (path !== folder) rmSync(path, { recursive: true, force: true })
  }
  const path = join(folder, `${rows}-${context.seed}`, 'market.db')
  const done = `${path}.whole`
  if (existsSync(done)) return path
  const file = await sampleOf(context, rows)
  context.say(`importing ${rows} rows`)
  rmSync(join(path, '..'), { recursive: true, force: true })
  mkdirSync(join(path, '..'), { recursive: true })
  await importFile(file, `sqlite:${path}`)
  await Bun.write(done, '')
  return path
}

export const importFile = (file: string, databaseUrl: string) =>
  runToEnd([process.execPath, 'sidecars/etl/main.ts', file], {
    cwd: ROOT,
    env: { DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' },
  })

type ServedWith = {
  env?: Record<string, string>
  ready?: string
  /** a program that runs before the server's */
  preload?: string
}

/** Forecourt as it is served in earnest, on a database. */
export async function forecourt(
  database: string,
  { env = {}, ready = '/health/ready', preload }: ServedWith = {},
): Promise<Served> {
  return serve({
    command: [process.execPath, ...(preload ? ['--preload', preload] : []), 'src/server.ts'],
    cwd: ROOT,
    env: {
      DATABASE_URL: `sqlite:${database}`,
      APP_ENV: 'production',
      LOG_LEVEL: 'error',
      SIMULATOR: 'off',
      ...env,
    },
    ready,
    patience: 120_000,
  })
}

/** A name for what src/ and the packages hold now, committed or not. */
export async function stateOfSource(): Promise<string> {
  const said = async (...args: string[]) =>
    new Response(Bun.spawn(['git', ...args], { cwd: ROOT, stderr: 'ignore' }).stdout).text()
  const parts = await Promise.all([
    said('rev-parse', 'HEAD:src', 'HEAD:bun.lock'),
    said('diff', 'HEAD', '--', 'src', 'bun.lock'),
    said('ls-files', '--others', '--exclude-standard', 'src'),
  ])
  return new Bun.CryptoHasher('sha256').update(parts.join('\n')).digest('hex').slice(0, 12)
}
