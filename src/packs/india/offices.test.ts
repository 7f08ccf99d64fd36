import { describe, expect, test } from 'bun:test'
import { baseModelsOf } from './catalogue.ts'
import { cleanMark, lookUpRegistration, stateNames } from './registration.ts'
import facts from './registration-offices.json' with { type: 'json' }

const ALIASES = Object.entries(facts.aliases)
const MOVED = Object.keys(facts.now_in_telangana)
const todays = (prefix: string) => new Map(ALIASES).get(prefix) ?? prefix
const two = (number: number) => String(number).padStart(2, '0')

describe('offices', () => {
  const listed = Object.entries({ ...facts.offices, ...facts.single_source })

  test.each(listed)('%s is %s, in the state of its letters', (mark, name) => {
    const state = todays(mark.slice(0, 2))
    const found = lookUpRegistration(mark)
    expect(found).toMatchObject({ state, state_name: stateNames.get(state), note: null })
    expect(found.office).toBe(name)
  })

  test('of a number below ten are found with and without their zero', () => {
    const small = listed.map(([mark]) => mark).filter((mark) => /^[A-Z]{2}0\d$/.test(mark))
    expect(small.length).toBeGreaterThan(20)
    for (const mark of small) {
      expect(lookUpRegistration(mark.replace('0', ''))).toEqual(lookUpRegistration(mark))
    }
  })

  test('of Telangana are the same by their old letters and their new ones', () => {
    for (let number = 1; number < 100; number++) {
      expect(lookUpRegistration(`TG${two(number)}`)).toEqual(lookUpRegistration(`TS${two(number)}`))
    }
    expect(lookUpRegistration('TG07')).toMatchObject({ state: 'TG', state_name: 'Telangana' })
  })

  test.each(ALIASES)('letters %s are shown as today’s %s', (old, now) => {
    for (let number = 1; number < 100; number++) {
      const { state, state_name } = lookUpRegistration(`${old}${two(number)}`)
      expect([state, state_name]).toEqual([now, stateNames.get(now) ?? null])
    }
  })

  test('of Andhra Pradesh 09 to 14, 28 and 29 are in Telangana, all others where they say', () => {
    expect(MOVED).toEqual(['AP09', 'AP10', 'AP11', 'AP12', 'AP13', 'AP14', 'AP28', 'AP29'])
    for (let number = 1; number < 100; number++) {
      const mark = `AP${two(number)}`
      const { state, note } = lookUpRegistration(mark)
      const moved = MOVED.includes(mark)
      expect([mark, state]).toEqual([mark, moved ? 'TG' : 'AP'])
      expect(note === 'telangana').toBe(moved)
    }
  })

  test('that lists disagree about are never named', () => {
    for (const mark of facts.unverified) {
      expect(lookUpRegistration(mark)).toMatchObject({
        office: null,
        city: null,
        note: 'office-unverified',
      })
    }
  })
})

describe('the letter of Delhi', () => {
  test('C says nothing beyond the number', () => {
    for (let number = 1; number < 20; number++) {
      expect(lookUpRegistration(`DL${number}C`)).toEqual(lookUpRegistration(`DL${number}`))
    }
  })

  test('of any class leaves the car in Delhi', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      const { state, state_name } = lookUpRegistration(`DL7${letter}`)
      expect([state, state_name]).toEqual(['DL', 'Delhi'])
    }
  })
})

describe('marks', () => {
  test('of every state have its name', () => {
    for (const [code, name] of stateNames) {
      expect(lookUpRegistration(`${code}97`)).toMatchObject({ state: code, state_name: name })
    }
  })

  test.each(['', 'K', 'KA', '05', 'KA005', 'KA5AB', 'ka05', 'KA 05', 'ZZ01', '21BH', 'K405'])(
    '%p names no state',
    (mark) => {
      expect(lookUpRegistration(mark)).toEqual({
        state: null,
        state_name: null,
        office: null,
        city: null,
        note: 'unknown',
      })
    },
  )

  test.each([
    ['ka05', 'KA05'],
    ['KA-05-A-123', 'KA05'],
    ['MH.12/DE 1433', 'MH12'],
    ['KA05MXY1234', 'KA05'],
    ['KA051234', 'KA05'],
    ['DL 7 C', 'DL7C'],
    ['DL-7S-BE-1234', 'DL7S'],
    ['dl7cq1234', 'DL7C'],
    ['KA05MX', 'KA05MX'],
    ['', ''],
  ])('%p is kept as %p, and so is what was kept', (text, kept) => {
    expect(cleanMark(text)).toBe(kept)
    expect(cleanMark(kept)).toBe(kept)
  })
})

describe('base models', () => {
  test.each([
    ['Maruti', 'Maruti Suzuki'],
    ['Tata', 'TATA MOTORS'],
    ['Volkswagen', 'vw'],
    ['Mercedes-Benz', 'mercedes'],
    ['MG', 'Morris  Garages'],
    ['Mahindra', 'Mahindra & Mahindra'],
  ])('of %s are those of %s', (one, other) => {
    expect(baseModelsOf(one)?.size).toBeGreaterThan(0)
    expect(baseModelsOf(one)).toBe(baseModelsOf(other))
  })

  test('that were renamed lead to one name', () => {
    expect(baseModelsOf('Maruti')?.get('swiftdzire')).toBe('Dzire')
    expect(baseModelsOf('Maruti')?.get('dzire')).toBe('Dzire')
    expect(baseModelsOf('Maruti')?.get('vitarabrezza')).toBe('Brezza')
  })

  test('are unknown for a brand that is not sold there', () => {
    for (const brand of ['Lada', '', 'constructor']) expect(baseModelsOf(brand)).toBeNull()
  })
})
