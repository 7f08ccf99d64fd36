import { expect, test } from 'bun:test'
import { onceATurn } from './once-a-turn.ts'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

test('looks once for all who ask in one turn of the event loop, and again in the next', async () => {
  let looks = 0
  const look = onceATurn(() => ++looks)
  expect([look(), look()]).toEqual([1, 1])
  await Promise.resolve()
  expect(look()).toBe(1)
  await nextTurn()
  expect([look(), look()]).toEqual([2, 2])
})

test('keeps nothing where a look fails', () => {
  let fails = true
  const look = onceATurn(() => {
    if (fails) throw new Error('away')
    return 'here'
  })
  expect(look).toThrow('away')
  fails = false
  expect(look()).toBe('here')
})

test('keeps that there is nothing', async () => {
  let looks = 0
  const look = onceATurn(() => {
    looks++
    return null
  })
  look()
  look()
  expect(looks).toBe(1)
})
