import { expect, test } from 'bun:test'
import { anImport } from '../../tests/support/imports.ts'
import { readOptions, UsageError } from './options.ts'
import { describeHeld } from './report.ts'

test('what a person says of a file is read from the command', async () => {
  const line =
    '--map km=Kilometers_Driven --map price=Cost --unit mi --currency gbp --rate 1.2 --scale price=lakh a.csv -'
  const { paths, answers, lenient, profile } = await readOptions(line.split(' '))
  expect({ paths, lenient, profile }).toEqual({
    paths: ['a.csv', '-'],
    lenient: false,
    profile: null,
  })
  expect(answers).toEqual({
    columns: { km: 'Kilometers_Driven', price: 'Cost' },
    unit: 'mi',
    currency: 'GBP',
    rate: 1.2,
    scale: { price: 100_000 },
  })
})

test.each([
  '--map kilometres=x',
  '--map km',
  '--unit yards',
  '--currency euro',
  '--rate none',
  '--scale year=2',
  '--scale price=dozen',
  '--profile absent.json',
  '--nonsense',
])('%s is wrong use', (line) => {
  expect(readOptions(line.split(' '))).rejects.toThrow(UsageError)
})

test('what is held says what was read, what is asked, and the command that confirms', () => {
  const column = { sample: [], evidence: [] }
  const record = anImport({
    status: 'held',
    columns: [
      { ...column, name: 'mileage', fields: ['km'], left_out: null },
      { ...column, name: 'mpg', fields: [], left_out: 'economy' },
    ],
    questions: [{ about: 'unit', text: 'mileage says no unit', option: '--unit mi' }],
  })
  const text = describeHeld(record, ["o'clock.csv"], 3)
  expect(text).toContain('warning: import 1: cars.csv is held, snapshot 3 stays in use')
  expect(text).toContain('read: km=mileage')
  expect(text).toContain('not used: mpg (economy)')
  expect(text).toContain("confirm: bun run import --unit mi 'o'\\''clock.csv'")
  expect(describeHeld(record, [], null)).toContain('nothing was published')
})
