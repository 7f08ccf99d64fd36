import type { RegistrationLimit } from '../pack.ts'

/** The rules of the capital region, Delhi's 10 years for diesel and 15 for the rest, reach into the capital region of Haryana and Uttar Pradesh. */
export const DIESEL_LIMIT_STATES = ['DL', 'HR', 'UP'] as const

/** The first row that applies decides. */
export const REGISTRATION_LIMITS: readonly RegistrationLimit[] = [
  {
    id: 'diesel-capital-region',
    applies: { fuels: ['diesel'], states: DIESEL_LIMIT_STATES },
    years: 10,
    source: 'National Green Tribunal 2014 and 2015; Supreme Court 2018',
    as_of: '2025-08-12',
    status: 'No coercive action for now (Supreme Court, 12 August 2025); later orders not followed',
  },
  {
    id: 'petrol-capital-region',
    applies: { fuels: ['petrol', 'cng', 'lpg', 'hybrid'], states: DIESEL_LIMIT_STATES },
    years: 15,
    source: 'National Green Tribunal 2015; Supreme Court 2018: no renewal in the capital region',
    as_of: '2025-08-12',
    status: 'No coercive action for now (Supreme Court, 12 August 2025); later orders not followed',
  },
  {
    id: 'bharat-series',
    applies: { fuels: null, states: ['BH'] },
    years: 15,
    source:
      'Central Motor Vehicles Rules, G.S.R. 594(E) of 26 August 2021: BH plates, road tax two years at a time',
    as_of: '2025-08-12',
    status: 'In force',
  },
  {
    id: 'first-registration',
    applies: { fuels: null, states: null },
    years: 15,
    source: 'Motor Vehicles Act 1988, section 41(7); renewable after a fitness test',
    as_of: '2025-08-12',
    status: 'In force',
  },
]
