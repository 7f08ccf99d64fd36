import { describe, expect, test } from 'bun:test'
import { compatibilityPartitioner } from '@platformatic/kafka'
import fc from 'fast-check'
import { numberOf } from './partition.ts'

describe('the number of a key', () => {
  // Of Kafka's own tests (UtilsTest.testMurmur2), which are signed.
  test.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is what Kafka says', (key, hash) => {
    expect(numberOf(Buffer.from(key))).toBe(hash & 0x7fffffff)
  })

  test('is what the client says, for keys of any length and letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const key = Buffer.from(bytes)
        expect(numberOf(key)).toBe(compatibilityPartitioner({ topic: 't' }, key))
      }),
      { numRuns: 500 },
    )
  })
})
