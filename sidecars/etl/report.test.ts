import { expect, test } from 'bun:test'
import { anImport } from '../../tests/support/imports.ts'
import { share, showProgress } from './progress.ts'
import { accountLine, describeImport } from './report.ts'

test('the account of rows adds up in words', () => {
  const rows = { read: 2806, published: 2804, rejected: 1, duplicates: 1 }
  const rest = { repaired: 74, flagged: 161, untouched: 2572 }
  expect(accountLine({ ...rows, ...rest })).toBe(
    '2,806 rows read = 2,804 published + 1 rejected + 1 duplicate',
  )
})

test('an import that changed nothing says so', () => {
  const text = describeImport(anImport({ status: 'unchanged', snapshot: 7 }))
  expect(text).toContain('is unchanged, snapshot 7 stays')
  expect(text).toContain('checksum 1,400,000 agrees')
})

test('all passes together are the whole', () => {
  const at = { rows: 10, total_rows: null, bytes: 50, total_bytes: 100 }
  expect(share({ ...at, phase: 'surveying' })).toBeCloseTo(1 / 6)
  expect(share({ ...at, phase: 'reading' })).toBeCloseTo(5 / 6)
  expect(share({ ...at, phase: 'publishing' })).toBe(1)
  expect(share({ ...at, phase: 'surveying', total_bytes: 0 })).toBe(0)
})

test('a terminal gets a bar, anything else no control characters', () => {
  const progress = {
    phase: 'reading',
    rows: 10,
    total_rows: 20,
    bytes: 50,
    total_bytes: 100,
  } as const
  let drawn = ''
  const write = (text: string) => {
    drawn += text
  }
  showProgress({ isTTY: true, columns: 120, write }).update(progress)
  expect(drawn).toContain(' 83 % reading 10 rows')
  drawn = ''
  showProgress({ write }).update(progress)
  expect(drawn).toBe('')
})
