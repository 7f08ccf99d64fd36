import { expect, test } from 'bun:test'
import { contentHash } from './content-hash.ts'

const files = [{ sha256: 'a' }, { sha256: 'b' }]
const usual = { rulePack: 'india', asOf: 'latest', distanceUnit: 'km' }

test('whatever decides what becomes of a file is part of the hash of its content', () => {
  const hashes = [
    contentHash(files, usual),
    contentHash([...files].reverse(), usual),
    contentHash(files.slice(1), usual),
    contentHash(files, { ...usual, rulePack: 'none' }),
    contentHash(files, { ...usual, asOf: '2024-12-31' }),
    contentHash(files, { ...usual, distanceUnit: 'mi' }),
    contentHash(files, usual, [5, 1]),
    contentHash(files, usual, [6, 1]),
    contentHash(files, usual, [5, 2]),
  ]
  // The versions of today are among those that were given.
  expect(new Set(hashes).size).toBe(hashes.length - 1)
})

test('the version of the price model counts: a new one makes the same file new', async () => {
  const { MODEL_VERSION } = await import('../../pricing/index.ts')
  const after = contentHash(files, usual, [2, MODEL_VERSION + 1])
  expect(contentHash(files, usual)).not.toBe(after)
})
