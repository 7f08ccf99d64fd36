import { afterAll, describe, expect, test } from 'bun:test'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ROOT, temporaryFolder } from '../../../tests/support/server.ts'
import { readNumber } from '../cleaning/numbers.ts'
import { openSource } from '../sources/index.ts'
import { inspect, readRows } from './inspect.ts'
import { LONG_CELL, LONGEST_CELL, LONGEST_ROW, TOO_LONG } from './limits.ts'
import { RecordSplitter } from './records.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
/** ms of this process: on a busy machine the clock says nothing. */
const took = (work: () => unknown): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
const split = (text: string, chunk: number) => {
  const splitter = new RecordSplitter(',', 3)
  const records = []
  for (let at = 0; at < text.length; at += chunk) {
    records.push(...splitter.push(text.slice(at, at + chunk)))
  }
  return [...records, ...splitter.end()]
}

describe('a number that is written at length', () => {
  test.each([
    ['spaces', `${' '.repeat(100_000)}5${' '.repeat(100_000)}x`],
    ['currencies', '₹'.repeat(200_000)],
    ['units', 'km'.repeat(100_000)],
    ['digits', '1'.repeat(200_000)],
    ['thousands', '1,000,'.repeat(33_000)],
  ])('%s cost next to nothing', (_, text) => {
    expect(took(() => readNumber(text))).toBeLessThan(500)
    expect(readNumber(text)).toBeNull()
  })

  test('what a person writes is read', () => {
    expect(readNumber(`${' '.repeat(1_000)}₹ 4,25,000 /-${' '.repeat(1_000)}`)).toBe(425_000)
  })
})

describe('rows and cells without measure', () => {
  const good = 'Maruti,Swift,2020'

  test.each([97, 7_001, 300_000])('a cell above 4 kB costs its row, in chunks of %i', (chunk) => {
    const long = 'x'.repeat(LONGEST_CELL + 1)
    const text = `${good}\na,${long},c\na,"${long}",c\n${good}\na,${'y'.repeat(LONGEST_CELL)},c\n`
    const found = split(text, chunk)
    expect(found.map(({ problem }) => problem)).toEqual([null, LONG_CELL, LONG_CELL, null, null])
    expect(found[1]?.raw).toBe(`a,${long},c`)
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
  })

  test.each([997, 40_000, 10_000_000])(
    'a row above 64 kB costs itself alone, in chunks of %i',
    (chunk) => {
      const long = 'cell,'.repeat(40_000)
      const found = split(`${good}\n${long}\n${good}\n${long}`, chunk)
      expect(found.map(({ problem }) => problem)).toEqual([null, TOO_LONG, null, TOO_LONG])
      expect(found[1]?.raw).toBe(long.slice(0, LONGEST_ROW))
      expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4])
    },
  )

  test('marks that open and never close do not make every line look at all the others', () => {
    const lines = '"a\n'.repeat(60_000)
    let found = 0
    expect(
      took(() => {
        found = split(lines, 256 * 1024).length
      }),
    ).toBeLessThan(4_000)
    expect(found).toBe(60_000)
  })
})

describe('a file that expands', () => {
  const header = 'brand,model,year,km,price\n'
  async function* repeated(text: string, times: number) {
    yield Buffer.from(header)
    const block = Buffer.from(text)
    for (let n = 0; n < times; n += 1) yield block
  }
  const gzipped = async (name: string, text: string, times: number) => {
    const path = join(folder.path, name)
    await pipeline(Readable.from(repeated(text, times)), createGzip(), createWriteStream(path))
    const { files } = await openSource(path)
    const [file] = files
    if (!file) throw new Error('nothing was opened')
    return file
  }

  /** What a process holds at most while it reads a list, in MB: in one that is shared others would be counted too. */
  const readAlone = async (source: string) => {
    const child = Bun.spawn([process.execPath, 'tests/support/read-rows.ts', source], {
      cwd: ROOT,
      stdout: 'pipe',
    })
    return (await new Response(child.stdout).json()) as { found: unknown; held: number }
  }

  test('beyond reason is refused, and little of it is held', async () => {
    const bomb = await gzipped('bomb.csv.gz', 'x'.repeat(1024 * 1024), 300)
    expect(bomb.bytes).toBeLessThan(1024 * 1024)
    const { found, held } = await readAlone(join(folder.path, 'bomb.csv.gz'))
    expect(found).toEqual({
      refused: 'bomb.csv.gz cannot be read to its end: it expands to more than 250 times its size',
    })
    expect(held).toBeLessThan(250)
  }, 30_000)

  test('as lists of cars do is read', async () => {
    const list = await gzipped('list.csv.gz', 'Maruti,Swift,2020,30000,600000\n', 2_000)
    const file = await inspect(list)
    let rows = 0
    for await (const records of readRows(file)) rows += records.length
    expect(rows).toBe(2_000)
  })

  test('a line without end is passed over while the file is read', async () => {
    const path = join(folder.path, 'endless.csv')
    await pipeline(
      Readable.from(repeated('endless,'.repeat(16_384), 3_200)),
      createWriteStream(path),
    )
    const { found, held } = await readAlone(path)
    expect(found).toEqual({ rows: 1, longest: { problem: TOO_LONG, length: LONGEST_ROW } })
    // A line of 420 MB that was held, even once, would not fit.
    expect(held).toBeLessThan(250)
  }, 30_000)
})
