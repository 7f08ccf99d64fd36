import { expect, test } from 'bun:test'
import { anImport } from '../../tests/support/imports.ts'
import { createDateline } from './dateline.ts'

const CHECKSUM = { expected: 1, actual: 1, agrees: true }
const published = {
  ...{ version: 3, import_id: 7, published_at: '2026-01-01T00:00:00Z', as_of: '2024-12-31' },
  ...{ content_hash: 'abc', cars: 10, estimates: true },
}

test('an account that is still being written is asked for again, one that is whole is kept', async () => {
  let run = anImport({ id: 7, status: 'running', checksum: null })
  let asked = 0
  const imports = {
    async find() {
      asked++
      return run
    },
  }
  const dateline = createDateline({ current: async () => published }, imports)
  expect(await dateline(published)).toMatchObject({ checksum: 'none', settled: false })
  run = anImport({ id: 7, status: 'published', checksum: CHECKSUM })
  expect(await dateline()).toMatchObject({ version: 3, checksum: 'agrees', settled: true })
  expect(asked).toBe(2)
  await dateline(published)
  expect(asked).toBe(2)
  expect(await dateline({ ...published, version: 4 })).toMatchObject({ version: 4 })
  expect(asked).toBe(3)
})

test('before the first import there is nothing to say', async () => {
  const dateline = createDateline({ current: async () => null }, { find: async () => null })
  expect(await dateline()).toBeNull()
})
