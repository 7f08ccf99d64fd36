import { expect, test } from 'bun:test'
import { brotliDecompressSync } from 'node:zlib'
import { codingFor, compress } from './compress.ts'

const ask = (accepted?: string) =>
  new Request('http://localhost/', {
    headers: accepted === undefined ? {} : { 'accept-encoding': accepted },
  })

test.each([
  [undefined, null],
  ['', null],
  ['gzip', 'gzip'],
  ['gzip;q=0', null],
  ['gzip;q=0.000, br;q=0', null],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip;q=1', 'gzip'],
  ['identity, gzip;q=0.5', null],
  ['gzip;q=0, *;q=1', 'br'],
  ['*;q=0', null],
  ['GZIP', 'gzip'],
  ['nonsense;;q=x', null],
] as const)('%p takes %p', (accepted, coding) => {
  expect(codingFor(ask(accepted))).toBe(coding)
})

const DECODE = {
  gzip: (bytes: Uint8Array<ArrayBuffer>) => Bun.gunzipSync(bytes),
  br: (bytes: Uint8Array<ArrayBuffer>) => brotliDecompressSync(bytes),
  zstd: (bytes: Uint8Array<ArrayBuffer>) => Bun.zstdDecompressSync(bytes),
}

test.each(Object.entries(DECODE))(
  '%s: a stream is coded whole, and only as it is read',
  async (coding, decode) => {
    let pulled = 0
    let cancelled = false
    const random = (chunks: number) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (pulled++ === chunks) controller.close()
          else controller.enqueue(crypto.getRandomValues(new Uint8Array(50_000)))
        },
        cancel() {
          cancelled = true
        },
      })
    const { body } = await compress(ask(coding), random(20))
    const bytes = await new Response(body).arrayBuffer()
    expect(decode(new Uint8Array(bytes)).byteLength).toBe(1_000_000)

    pulled = 0
    const endless = (await compress(ask(coding), random(1e9))).body as ReadableStream<Uint8Array>
    const reader = endless.getReader()
    await reader.read()
    await Bun.sleep(100)
    expect(pulled).toBeLessThan(100)
    await reader.cancel()
    await Bun.sleep(20)
    expect(cancelled).toBe(true)
  },
)

test('a source that breaks breaks the answer, so that nobody takes a part for the whole', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('in the middle')),
  })
  const { body } = await compress(ask('gzip'), broken)
  expect(new Response(body).text()).rejects.toThrow()
})
