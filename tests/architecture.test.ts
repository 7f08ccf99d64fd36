import { describe, expect, test } from 'bun:test'
import { dirname, join, relative } from 'node:path'
import { Glob } from 'bun'
import { ROOT } from './support/server.ts'

/*
 * The order of the rooms of src/: each may use what stands before it, never what stands after it. Features stand side
 * by side on one level and never use one another. docs/architecture.md draws it.
 */
const LEVELS: readonly (readonly string[])[] = [
  ['platform'],
  ['listing'],
  ['packs'],
  ['environment.ts'],
  ['config.ts'],
  ['pricing'],
  ['transactions'],
  ['snapshots'],
  ['stores.ts', 'deps.ts'],
  [
    ...['imports', 'cars', 'market', 'estimates', 'compare', 'calculators', 'statistics'],
    ...['reports', 'feeds', 'exports', 'about', 'login', 'health', 'api-docs', 'stream', 'live'],
    ...['operations', 'traffic', 'searches'],
  ],
  ['app.tsx', 'server.ts', 'shutdown.ts', 'main.ts', 'tools'],
]
const PROGRAMS = LEVELS.length - 1

type Arrow = { from: string; to: string }

/** The room that a file of src/ stands in: a folder, or the file itself where it stands in none. */
const roomOf = (file: string): string => file.split('/')[0] ?? ''
const levelOf = (file: string): number => LEVELS.findIndex((rooms) => rooms.includes(roomOf(file)))

async function readArrows(): Promise<Arrow[]> {
  const found: Arrow[] = []
  const src = join(ROOT, 'src')
  for await (const file of new Glob('**/*.{ts,tsx}').scan(src)) {
    if (/\.(test|testing)\.tsx?$/.test(file)) continue
    const text = await Bun.file(join(src, file)).text()
    for (const [, specifier = ''] of text.matchAll(
      /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g,
    )) {
      const to = relative(src, join(src, dirname(file), specifier))
      if (/\.tsx?$/.test(to) && !to.startsWith('..')) found.push({ from: file, to })
    }
  }
  return found
}

/** Of two files the folders in which they part, where both stand in one: `imports/rules/a.ts` and `imports/pipeline/b.ts`. */
function foldersOf({ from, to }: Arrow): Arrow | null {
  const [a, b] = [from.split('/'), to.split('/')]
  const parting = a.findIndex((part, at) => part !== b[at])
  if (parting < 0 || parting >= a.length - 1 || parting >= b.length - 1) return null
  const folder = (parts: string[]) => parts.slice(0, parting + 1).join('/')
  return { from: folder(a), to: folder(b) }
}

/** Those that reach themselves, with one way round. */
function circlesOf(arrows: Arrow[]): string[] {
  const next = Map.groupBy(arrows, ({ from }) => from)
  const done = new Set<string>()
  const found = new Set<string>()
  const visit = (node: string, path: string[]) => {
    const at = path.indexOf(node)
    if (at >= 0) found.add([...path.slice(at), node].join(' → '))
    if (at >= 0 || done.has(node)) return
    for (const { to } of next.get(node) ?? []) visit(to, [...path, node])
    done.add(node)
  }
  for (const node of next.keys()) visit(node, [])
  return [...found]
}

/** What `file` loads as it starts, and what that loads: files of src/, and packages. */
async function loadedBy(file: string): Promise<Set<string>> {
  const found = new Set<string>()
  const visit = async (path: string) => {
    if (found.has(path)) return
    found.add(path)
    const text = await Bun.file(path).text()
    const imported = text.matchAll(
      /^(?:import|export)\s(?!type\s)(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm,
    )
    for (const [, name = ''] of imported) {
      if (!name.startsWith('.')) found.add(name)
      else if (/\.tsx?$/.test(name)) await visit(join(dirname(path), name))
    }
  }
  await visit(join(ROOT, file))
  return found
}

/** Packages that take tens of megabytes as they are loaded, and that most processes never ask for. */
const HEAVY = ['mongodb', 'pdfkit', '@resvg/resvg-wasm', '@platformatic/kafka']

test.each(['src/server.ts', 'sidecars/etl/main.ts', 'sidecars/calculator/main.ts'])(
  '%s loads no heavy package before it is asked for',
  async (file) => {
    const loaded = await loadedBy(file)
    expect(loaded.has('elysia') || loaded.has('zod')).toBe(true)
    expect(HEAVY.filter((name) => loaded.has(name))).toEqual([])
  },
)

test('what a file loads is found through others', async () => {
  expect((await loadedBy('src/reports/press/worker.ts')).has('pdfkit')).toBe(true)
  expect((await loadedBy('sidecars/caretaker/main.ts')).has('mongodb')).toBe(true)
})

describe('the house', async () => {
  const arrows = await readArrows()
  const written = (some: Arrow[]) => some.map(({ from, to }) => `${from} → ${to}`)

  test('every file stands in a room that has its place', () => {
    const files = new Set(arrows.flatMap(({ from, to }) => [from, to]))
    expect(files.size).toBeGreaterThan(200)
    expect([...files].filter((file) => levelOf(file) < 0)).toEqual([])
  })

  test('no arrow runs up, and no feature uses another', () => {
    const wrong = arrows.filter(({ from, to }) => {
      const [own, used] = [levelOf(from), levelOf(to)]
      const beside = own === used && own !== PROGRAMS && roomOf(from) !== roomOf(to)
      return used > own || beside
    })
    expect(written(wrong)).toEqual([])
  })

  test('no circle of files', () => {
    expect(circlesOf(arrows)).toEqual([])
  })

  test('no circle of folders that stand side by side', () => {
    expect(circlesOf(arrows.flatMap((arrow) => foldersOf(arrow) ?? []))).toEqual([])
  })

  test('finds a circle, of files and of folders', () => {
    const there = { from: 'a/x/1.ts', to: 'a/y/2.ts' }
    const back = { from: 'a/y/3.ts', to: 'a/x/4.ts' }
    expect(circlesOf([there, back])).toEqual([])
    expect(circlesOf([there, back].flatMap((arrow) => foldersOf(arrow) ?? []))).toEqual([
      'a/x → a/y → a/x',
    ])
    expect(circlesOf([there, { from: there.to, to: there.from }])).toHaveLength(1)
  })
})
