import { describe, expect, test } from 'bun:test'
import { inEnglish, MessageError, message, say, sayStored, t } from './message.ts'
import { asRead } from './reader.testing.ts'
import { language, marketOf, reader } from './reader.ts'

const CARS = '{n, plural, one {# car} other {# cars}}'
const price = message('Price "{price}" cannot be read', { price: "12 {x} <b>'" })
const stopped = message('The import stopped: {reason}', { reason: price })
const inFrench = <T>(work: () => T) => asRead(work, { language: 'fr' })

test('readers who are answered at once do not mix', async () => {
  const write = async () => {
    await Bun.sleep(1)
    return `${language()} ${reader().market.currency} ${t(CARS, { n: 1_231_000 })}`
  }
  const euro = { market: marketOf('EUR') }
  expect(
    await Promise.all([
      asRead(write),
      asRead(write, euro),
      asRead(write, { language: 'fr' }),
      asRead(write, { language: 'fr', ...euro }),
    ]),
  ).toEqual([
    'en INR 12,31,000 cars',
    'en EUR 1,231,000 cars',
    'fr INR 1\u202f231\u202f000 voitures',
    'fr EUR 1\u202f231\u202f000 voitures',
  ])
})

test('nothing is written for nobody: a forgotten reader is an error, never the wrong currency', () => {
  expect(() => t(CARS, { n: 1 })).toThrow('forReader')
  expect(() => say(price)).toThrow('forReader')
})

describe('a message', () => {
  test('is said in the language of its reader, those inside it too', () => {
    expect(inFrench(() => say(stopped))).toBe(
      "L’import s’est arrêté\u00a0: Prix «\u00a012 {x} <b>'\u00a0» illisible",
    )
    expect(asRead(() => say(stopped))).toBe(inEnglish(stopped))
  })

  test('is English for programs, whoever reads', () => {
    const english = 'The import stopped: Price "12 {x} <b>\'" cannot be read'
    expect(inFrench(() => inEnglish(stopped))).toBe(english)
    expect(new MessageError(stopped).message).toBe(english)
  })

  test('survives being stored', () => {
    const stored = JSON.parse(JSON.stringify(stopped))
    expect(stored).toEqual(stopped)
    expect(inFrench(() => sayStored(stored, 'x'))).toBe(inFrench(() => say(stopped)))
  })

  test('that was not stored, or that this version does not know, is its text', () => {
    expect(inFrench(() => sayStored(undefined, 'Price is blank'))).toBe('Price is blank')
    const unknown = { sentence: 'Broken {' }
    expect(inFrench(() => sayStored(unknown, 'as it was'))).toBe('as it was')
  })

  test('without a translation stays English', () => {
    expect(inFrench(() => t('never translated {x}', { x: 1 }))).toBe('never translated 1')
  })
})
