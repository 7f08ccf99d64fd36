/** The office prefix of a plate, and the state that registered it. */
export type Mark = { mark: string; state: string }

const numbered = (state: string, offices: string) =>
  offices.split(' ').map((office) => ({ mark: `${state}${office}`, state }))

/** Offices that two independent lists agree about. Delhi's letter is the class of vehicle, C for cars. */
const OFFICES = {
  KA: numbered('KA', '01 02 03 04 05 41 50 51 53 03 05 01 04 51 09 19 20 25 06 14 22 17'),
  MH: numbered('MH', '01 02 03 04 05 06 12 14 15 20 31 43 46 47 48 02 04 12'),
  TG: numbered('TS', '07 08 09 10 11 12 13 15 07 08 09 02 03 04 05 06 16').map(telangana),
  DL: numbered('DL', '1C 2C 3C 4C 5C 6C 7C 8C 9C 10 11 12 13 3C 8C'),
  HR: numbered('HR', '26 29 51 98 10 05 06 12 13 20 30 36 55 72 26 51'),
  UP: numbered('UP', '14 16 32 14 16 15 25 65 78 80 81 85'),
  TN: numbered('TN', '01 02 07 09 37 38 45 58 66'),
  GJ: numbered('GJ', '01 03 05 06 27'),
  RJ: numbered('RJ', '14 19 27 45'),
  AP: numbered('AP', '05 16 21 27 31'),
}
export type SampleState = keyof typeof OFFICES

/** How often a listing comes from each state, in parts of a hundred. */
const SHARE: Record<SampleState, number> = {
  KA: 28,
  MH: 19,
  TG: 17,
  DL: 13,
  HR: 9,
  UP: 5,
  TN: 4,
  GJ: 2,
  RJ: 2,
  AP: 1,
}

export const STATES = Object.entries(SHARE) as [SampleState, number][]
export const officesOf = (state: SampleState): readonly Mark[] => OFFICES[state]

export const UNKNOWN_MARKS = ['XX99', '??', 'ZZ07', 'QX12'].map((mark) => ({ mark, state: '' }))
export const UNVERIFIED_MARKS: Mark[] = [
  { mark: 'DL14', state: 'DL' },
  { mark: 'DL7G', state: 'DL' },
  { mark: 'KA63', state: 'KA' },
  { mark: 'TS30', state: 'TG' },
  { mark: 'AP39', state: 'AP' },
]
/** Plates of before Telangana's own (June 2014) that say AP. */
export const OLD_HYDERABAD_MARKS = numbered('AP', '09 10 11 12 13 14 28 29').map(telangana)

function telangana({ mark }: Mark): Mark {
  return { mark, state: 'TG' }
}
