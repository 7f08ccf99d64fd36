import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runToEnd } from './measure/served.ts'

/** Exact versions, so that a figure of last month can be compared with today's. */
export const NODE_PACKAGES = ['express@5.3.0', 'better-sqlite3@12.11.1', 'kafkajs@2.2.4'] as const
export const PYTHON_PACKAGES = [
  'fastapi==0.165.0',
  'uvicorn==0.54.0',
  'datasette==0.65.5',
  'duckdb==2.0.1',
  'pandas==3.1.1',
  'pymongo==4.20.1',
] as const

/** Where a peer's programs lie, or why it cannot be had. */
export type Found<T> = { found: T; why: null } | { found: null; why: string }
export type Peers = {
  /** the folder that holds node_modules */
  node(): Promise<Found<{ program: string; folder: string }>>
  /** the interpreter of a virtual environment with the packages */
  python(): Promise<Found<{ program: string; bin: string }>>
}

const MINUTES = 60_000

/** Installs peers when they are first asked for, into the cache, through the ordinary clients. */
export function findPeers(cache: string, say: (words: string) => void): Peers {
  let node: ReturnType<Peers['node']> | null = null
  let python: ReturnType<Peers['python']> | null = null
  return {
    node: () => (node ??= attempt(() => installNode(join(cache, 'node'), say))),
    python: () => (python ??= attempt(() => installPython(join(cache, 'python'), say))),
  }
}

async function installNode(folder: string, say: (words: string) => void) {
  const program = Bun.which('node')
  if (!program || !Bun.which('npm')) throw new Error('node and npm are not installed here')
  await once(folder, NODE_PACKAGES, async () => {
    say(`installing ${NODE_PACKAGES.join(', ')}`)
    await Bun.write(join(folder, 'package.json'), '{"private":true}')
    // better-sqlite3 is compiled where its prebuilt file cannot be had, which takes minutes.
    await runToEnd(
      ['npm', 'install', '--no-audit', '--no-fund', '--save-exact', ...NODE_PACKAGES],
      {
        cwd: folder,
        patience: 10 * MINUTES,
      },
    )
  })
  return { program, folder }
}

async function installPython(folder: string, say: (words: string) => void) {
  const bin = join(folder, 'bin')
  const program = join(bin, 'python')
  await once(folder, PYTHON_PACKAGES, async () => {
    const system = Bun.which('python3')
    if (!system) throw new Error('python3 is not installed here')
    say(`installing ${PYTHON_PACKAGES.join(', ')}`)
    await runToEnd([system, '-m', 'venv', folder])
    await runToEnd([program, '-m', 'pip', 'install', '-q', ...PYTHON_PACKAGES], {
      patience: 10 * MINUTES,
    })
  })
  return { program, bin }
}

/** Installs unless the very same packages are there. */
async function once(folder: string, packages: readonly string[], install: () => Promise<void>) {
  const note = join(folder, 'installed.json')
  const wanted = JSON.stringify(packages)
  if (existsSync(note) && (await Bun.file(note).text()) === wanted) return
  mkdirSync(folder, { recursive: true })
  await install()
  await Bun.write(note, wanted)
}

const attempt = <T>(find: () => Promise<T>): Promise<Found<T>> =>
  find().then(
    (found): Found<T> => ({ found, why: null }),
    (error: Error): Found<T> => ({ found: null, why: error.message }),
  )
