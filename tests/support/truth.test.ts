import { expect, test } from 'bun:test'
import type { TruthRow } from '../../src/tools/sample/generate.ts'
import { compareWithTruth } from './truth.ts'

const truth: TruthRow[] = [
  { line: 2, rules: [], outcome: 'published' },
  { line: 3, rules: ['km-implausible'], outcome: 'published' },
  { line: 4, rules: ['price-missing'], outcome: 'rejected' },
  { line: 5, rules: ['exact-duplicate'], outcome: 'duplicate' },
]
const rejects = [
  { line: 4, rule: 'price-missing', action: 'reject' as const },
  { line: 5, rule: 'exact-duplicate', action: 'drop' as const },
]
const flagsByLine = new Map<number, string[]>([
  [2, []],
  [3, ['km-implausible']],
])

test('agreement has no differences', () => {
  expect(compareWithTruth(truth, { rejects, flagsByLine })).toEqual([])
})

test('names a missed row, a false alarm, a wrong outcome, a lost and an invented row', () => {
  const wrong = new Map([
    [2, ['engine-missing']],
    [3, []],
    [5, []],
    [9, []],
  ])
  expect(compareWithTruth(truth, { rejects: rejects.slice(1), flagsByLine: wrong })).toEqual([
    'line 2: should be published (clean), but it was published (engine-missing)',
    'line 3: should be published (km-implausible), but it was published (no rule)',
    'line 4: should be rejected (price-missing), but it was lost',
    'line 5: should be duplicate (exact-duplicate), but it was duplicate and published (exact-duplicate)',
    'line 9: reported, but no row begins there',
  ])
})
