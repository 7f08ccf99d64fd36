import { describe, expect, test } from 'bun:test'
import { dirname, join, relative } from 'node:path'
import { Glob } from 'bun'
import { ROOT } from './support/server.ts'

/*
 * The order of the rooms of src/: each may use what stands before it, never what stands after it. Features stand side
 * by side on one level and never use one another. docs/architecture.md draws it.
 */
const ROOMS = ['platform', 'listing', 'packs', 'pricing', 'snapshots'] as const
/** Files that stand in no room: what all features are given, and what puts them together. */
const SHARED = ['config.ts', 'stores.ts', 'deps.ts'] as const
const FEATURES = [
  'imports',
  'cars',
  'market',
  'estimates',
  'compare',
  'calculators',
  'statistics',
  'reports',
  'feeds',
  'exports',
  'about',
  'health',
  'api-docs',
] as const
/** What is made of features: the application, its programs and the commands that are no part of the server. */
const TOP = ['app.tsx', 'server.ts', 'main.ts', 'tools'] as const

type Arrow = { from: string; to: string }

/** Where a file stands in the order; files of one feature have the feature's name as their room. */
function place(file: string): { room: string; level: number } {
  const [room = ''] = file.split('/')
  const level =
    room === 'config.ts'
      ? ROOMS.indexOf('packs') + 0.5
      : room === 'deps.ts' || room === 'stores.ts'
        ? ROOMS.length
        : ROOMS.includes(room as never)
          ? ROOMS.indexOf(room as never)
          : FEATURES.includes(room as never)
            ? ROOMS.length + 1
            : TOP.includes(room as never)
              ? ROOMS.length + 2
              : Number.NaN
  return { room, level }
}

async function arrows(): Promise<Arrow[]> {
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

/** Those that reach themselves, with one way round. */
function circles(all: Arrow[]): string[] {
  const next = Map.groupBy(all, ({ from }) => from)
  const done = new Set<string>()
  const found: string[] = []
  const visit = (node: string, path: string[]) => {
    const at = path.indexOf(node)
    if (at >= 0) {
      found.push([...path.slice(at), node].join(' → '))
      return
    }
    if (done.has(node)) return
    for (const { to } of next.get(node) ?? []) visit(to, [...path, node])
    done.add(node)
  }
  for (const node of next.keys()) visit(node, [])
  return found
}

describe('the house', async () => {
  const all = await arrows()

  test('every file stands in a room', () => {
    const files = new Set(all.flatMap(({ from, to }) => [from, to]))
    expect([...files].filter((file) => Number.isNaN(place(file).level))).toEqual([])
    expect(SHARED.length + TOP.length).toBeGreaterThan(0)
  })

  test('no arrow runs up, and no feature uses another', () => {
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [place(from), place(to)]
      return (
        a.room !== b.room &&
        (b.level > a.level || (a.level === b.level && a.level === ROOMS.length + 1))
      )
    })
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('no circle of files', () => {
    expect(circles(all)).toEqual([])
  })

  test('no circle of folders', () => {
    const folders = all
      .map(({ from, to }) => ({ from: dirname(from), to: dirname(to) }))
      .filter(({ from, to }) => from !== to)
    expect(circles(folders)).toEqual([])
  })
})
