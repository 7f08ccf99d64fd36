import { expect, test } from 'bun:test'
import { aboutKernel } from './kernel.ts'

test.each([
  ['5.15.0-91-generic', false],
  ['6.18.9', false],
  ['6.19.0-rc1', true],
  ['6.20', true],
  ['7.0.0-1', true],
  ['unknown', false],
])('Linux %s: affected is %p', (release, affected) => {
  expect(aboutKernel(release) !== '').toBe(affected)
})
