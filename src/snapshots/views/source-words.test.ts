import { expect, test } from 'bun:test'
import { asRead } from '../../platform/language/reader.testing.ts'
import { sourceWords } from './source-words.ts'

test.each([
  ['/srv/lists/cars.csv', 'cars.csv'],
  ['data/2026/*.csv.gz', '*.csv.gz'],
  ['C:\\lists\\cars.csv', 'cars.csv'],
  ['https://example.org/lists/cars.csv', 'https://example.org/lists/cars.csv'],
  ['s3://bucket/lists/', 's3://bucket/lists/'],
  ['kaggle:owner/dataset', 'kaggle:owner/dataset'],
  ['the bundled sample', 'the bundled sample'],
])('of %s a reader sees %s', (source, seen) => {
  expect(asRead(() => sourceWords(source))).toBe(seen)
})
