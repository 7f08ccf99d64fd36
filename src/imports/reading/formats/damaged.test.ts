import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { temporaryFolder } from '../../../../tests/support/server.ts'
import { inspect, readRows } from '../inspect.ts'
import { unpackLz4Frames } from './lz4-frame.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const HEADER = ['brand', 'model', 'year', 'km', 'price']
const ROWS = Array.from({ length: 40 }, (_, n) => [
  'Maruti',
  `Swift ${n}`,
  2010 + (n % 10),
  20_000 + n,
  400_000 + n,
])
const columns = Object.fromEntries(
  HEADER.map((name, at) => [name, ROWS.map((row) => String(row[at]))]),
)

async function read(name: string, bytes: Uint8Array): Promise<string[][]> {
  const path = join(folder.path, name)
  await Bun.write(path, bytes)
  const rows: string[][] = []
  const file = await inspect({ name, path, bytes: bytes.length })
  for await (const batch of readRows(file)) rows.push(...batch.map(({ fields }) => fields))
  return rows
}

test('an Arrow file with a footer is read like the stream that it holds', async () => {
  const table = tableFromArrays(columns)
  const stream = await read('stream.arrow', tableToIPC(table, 'stream'))
  expect(stream).toEqual(ROWS.map((row) => row.map(String)))
  // As Arrow for C++ writes it: a stream between two marks, and what its footer says of places is not believed.
  const file = (footer: string) =>
    Buffer.concat([
      Buffer.from('ARROW1\0\0'),
      tableToIPC(table, 'stream'),
      Buffer.from(`${footer}ARROW1`),
    ])
  expect(await read('file.arrow', file('0000'))).toEqual(stream)
  expect(await read('odd.arrow', file('\xff'.repeat(500)))).toEqual(stream)
  await expect(read('cut.arrow', file('').subarray(0, -3))).rejects.toThrow('breaks off before')
})

describe('LZ4', () => {
  const frame = (...blocks: number[][]) =>
    Uint8Array.from([
      ...[0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0xc0],
      ...blocks.flatMap((block) => [block.length & 255, block.length >> 8, 0, 0, ...block]),
      ...[0, 0, 0, 0],
    ])
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

  test('literals, copies that overlap themselves, and copies from the block before', () => {
    // "ab", then 10 bytes from two back, then "!"
    const first = [0x26, 97, 98, 2, 0, 0x10, 33]
    expect(text(unpackLz4Frames(frame(first)))).toBe('ababababababa'.slice(0, 12).concat('!'))
    const second = [0x00, 13, 0, 0x10, 63]
    expect(text(unpackLz4Frames(frame(first, second)))).toBe('abababababab!abab?')
  })

  test.each([
    ['no frame', Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ['a block that breaks off', frame([0x26, 97, 98, 2, 0]).slice(0, -8)],
    ['a copy from before the beginning', frame([0x10, 97, 9, 0, 0x10, 33])],
    ['a copy from nowhere', frame([0x10, 97, 0, 0, 0x10, 33])],
  ])('%s is refused', (_, bytes) => {
    expect(() => unpackLz4Frames(bytes)).toThrow(RangeError)
  })

  test('zstd is there for those who packed with it', () => {
    expect(text(Bun.zstdDecompressSync(zstdCompressSync('cars')))).toBe('cars')
  })
})
