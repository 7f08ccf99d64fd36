import { expect, test } from 'bun:test'
import { observedPort } from './observed.ts'

test('each call is told of with its end, whatever kind of answer it gives', async () => {
  const told: string[] = []
  const port = observedPort(
    {
      answer: 42,
      currentNow: () => 1,
      find: async (id: string) => id,
      fail: async () => Promise.reject(new Error('away')),
      refuse(): number {
        throw new TypeError('no')
      },
      async *scan() {
        yield 1
        yield 2
      },
    },
    'cars',
    (name, operation) => (error) =>
      told.push(`${name}.${operation} ${error instanceof Error ? error.message : error}`),
  )
  expect(port.answer + port.currentNow()).toBe(43)
  expect(await port.find('a')).toBe('a')
  expect(port.fail()).rejects.toThrow('away')
  expect(() => port.refuse()).toThrow('no')
  for await (const each of port.scan()) if (each === 1) break
  await Bun.sleep(0)
  expect(told.sort()).toEqual([
    'cars.fail away',
    'cars.find null',
    'cars.refuse no',
    'cars.scan null',
  ])
  // The same function each time, so that asking for it makes nothing.
  expect(port.find).toBe(port.find)
})
