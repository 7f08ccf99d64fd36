import { expect, test } from 'bun:test'
import { inStep } from './in-step.ts'

async function* numbers(most: number, seen: number[] = []) {
  for (let n = 1; n <= most; n++) {
    seen.push(n)
    yield n
  }
}

async function taken(reader: AsyncIterable<number>, pause = 0): Promise<number[]> {
  const found: number[] = []
  for await (const n of reader) {
    found.push(n)
    if (pause > 0) await Bun.sleep(pause)
  }
  return found
}

test('every reader gets all, and the source is gone through once', async () => {
  const seen: number[] = []
  const { reader } = inStep(numbers(5, seen), 3)
  const found = await Promise.all([0, 1, 2].map((pause) => taken(reader(), pause)))
  expect(found).toEqual(Array.from({ length: 3 }, () => [1, 2, 3, 4, 5]))
  expect(seen).toEqual([1, 2, 3, 4, 5])
})

test('nobody runs ahead of the slowest', async () => {
  const seen: number[] = []
  const { reader } = inStep(numbers(5, seen), 2)
  const [quick, slow] = [reader(), reader()]
  const first = [quick.next(), quick.next()]
  await slow.next()
  await first[0]
  await Bun.sleep(5)
  expect(seen).toEqual([1])
})

test('what the source throws, all hear', async () => {
  async function* broken() {
    yield 1
    throw new Error('the source is gone')
  }
  const { reader } = inStep(broken(), 2)
  const outcomes = await Promise.allSettled([taken(reader()), taken(reader())])
  expect(outcomes.map((each) => each.status === 'rejected' && each.reason.message)).toEqual(
    Array.from({ length: 2 }, () => 'the source is gone'),
  )
})

test('a reader that never begins keeps nobody waiting once it has failed', async () => {
  const { reader, fail } = inStep(numbers(5), 2)
  const waits = taken(reader())
  fail(new Error('the disk is full'))
  fail(new Error('and again'))
  await expect(waits).rejects.toThrow('the disk is full')
  await expect(taken(reader())).rejects.toThrow('the disk is full')
})
