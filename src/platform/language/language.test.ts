import { expect, test } from 'bun:test'
import { chooseLanguage } from './language.ts'

test.each([
  [null, null, 'en'],
  ['fr-FR,fr;q=0.9,en;q=0.8', null, 'fr'],
  ['de,en;q=0.5,fr;q=0.7', null, 'fr'],
  ['de-DE', null, 'en'],
  ['fr;q=0', null, 'en'],
  ['fr', 'language=en', 'en'],
  [null, 'a=b; language=fr', 'fr'],
  [null, 'language=xx', 'en'],
  ['*', null, 'en'],
] as const)('of %p and the cookie %p the answer is in %s', (accepted, cookies, expected) => {
  expect(chooseLanguage(accepted, cookies)).toBe(expected)
})
