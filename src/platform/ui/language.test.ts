import { afterAll, expect, test } from 'bun:test'
import { speakFrench } from '../../french.ts'
import { chooseLanguage, inLanguage, retell, setDictionary, t } from './language.ts'

/** Other tests of this process read the real words. */
afterAll(speakFrench)

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

test('a sentence is its own key, and two readers do not mix', async () => {
  setDictionary('fr', { '{cars} cars match': '{cars} voitures correspondent' })
  const write = async () => {
    await Bun.sleep(1)
    return t('{cars} cars match', { cars: 3 })
  }
  expect(await Promise.all([inLanguage('fr', write), inLanguage('en', write), write()])).toEqual([
    '3 voitures correspondent',
    '3 cars match',
    '3 cars match',
  ])
  expect(inLanguage('fr', () => t('not translated {x}'))).toBe('not translated {x}')
})

test('what was put into English elsewhere is said again, with its values', () => {
  setDictionary('fr', { 'Price "{price}" (of {n}) is no price': 'Prix « {price} » sur {n}' })
  const again = () =>
    retell('Price "a+b" (of 3) is no price', ['Nothing', 'Price "{price}" (of {n}) is no price'])
  expect(inLanguage('fr', again)).toBe('Prix « a+b » sur 3')
  const inside = () =>
    retell('Stopped: Price "a" (of 1) is no price', [
      'Stopped: {reason}',
      'Price "{price}" (of {n}) is no price',
    ])
  expect(inLanguage('fr', inside)).toBe('Stopped: Prix « a » sur 1')
  expect(again()).toBe('Price "a+b" (of 3) is no price')
  expect(inLanguage('fr', () => retell('Something else', ['Nothing']))).toBe('Something else')
})
