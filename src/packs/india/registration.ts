import type { Registration } from '../../listing/row.ts'
import facts from './registration-offices.json' with { type: 'json' }

/** Why a plate says less than a state, an office and a city, or says them by an old code. */
type RegistrationNote = 'unknown' | 'office-unknown' | 'office-unverified' | 'telangana'

type Found = Registration & { note: RegistrationNote | null }

/** Names of the states by their two letters. */
export const stateNames: ReadonlyMap<string, string> = new Map(Object.entries(facts.states))

const aliases = new Map(Object.entries(facts.aliases))
/** Of two lists that agree, and of one alone. */
const offices = new Map([...Object.entries(facts.offices), ...Object.entries(facts.single_source)])
/** Andhra plates of before 2014 whose office belongs to Telangana today. */
const movedToTelangana = new Map(Object.entries(facts.now_in_telangana))
const cities = new Map(Object.entries(facts.cities))
const unverified = new Set(facts.unverified.map((mark) => codeOf(mark).full))

const NOWHERE: Found = {
  state: null,
  state_name: null,
  office: null,
  city: null,
  note: 'unknown',
}

/** Looks a mark up (`HR26`, `DL7C`, `TG07`). Offices whose number the lists disagree about are not named. */
export function lookUpRegistration(mark: string): Found {
  const { prefix, office, full } = codeOf(mark)
  const moved = movedToTelangana.get(office)
  const state = moved === undefined ? (aliases.get(prefix) ?? prefix) : 'TG'
  const state_name = stateNames.get(state)
  if (office === '' || state_name === undefined) return NOWHERE
  const known = { state, state_name, office: null, city: null }
  if (moved !== undefined) {
    return { ...known, office: moved, city: cities.get(office) ?? null, note: 'telangana' }
  }
  if (unverified.has(full) || unverified.has(full.replace(/^TG/, 'TS')))
    return { ...known, note: 'office-unverified' }
  const code = [office, `${state}${office.slice(2)}`, `TS${office.slice(2)}`].find(
    (each) => offices.has(each) && aliasOf(each) === state,
  )
  if (code === undefined) return { ...known, note: 'office-unknown' }
  return {
    ...known,
    office: offices.get(code) ?? null,
    city: cities.get(code) ?? null,
    note: null,
  }
}

function aliasOf(code: string): string {
  const prefix = code.slice(0, 2)
  return aliases.get(prefix) ?? prefix
}

/** In Delhi the letter is the class of the vehicle (C car, S two-wheeler, E electric, P bus, T taxi), not the office. */
function codeOf(mark: string) {
  const [, prefix = '', number = '', letter = ''] = /^([A-Z]{2})(\d{1,2})([A-Z]?)$/.exec(mark) ?? []
  const office = number === '' ? '' : `${prefix}${number.padStart(2, '0')}`
  return { prefix, office, full: prefix === 'DL' && letter !== 'C' ? office + letter : office }
}

/** Upper case, without spaces and hyphens; of a whole plate only the part that names the office is kept. */
export function cleanMark(text: string): string {
  const mark = text.toUpperCase().replace(/[\s.\-/]+/g, '')
  const bharat = /^(\d{2}BH)\d{4}[A-Z]{1,2}$/.exec(mark)
  if (bharat?.[1]) return bharat[1]
  const plate = /^([A-Z]{2}\d{1,2})([A-Z]{0,3})\d{3,4}$/.exec(mark)
  if (!plate) return mark
  const [, office = '', series = ''] = plate
  return office.startsWith('DL') ? office + series.slice(0, 1) : office
}
