/*
 * The insured declared value: the maker's listed price of the car when new, less the India Motor Tariff's depreciation
 * by age. It is not the tariff's other table, for parts (0/5/10/15/25/35/40/50 %), which some pages print as this one.
 * Source: cholainsurance.com, looked up on 2026-11-20; the tariff of 2002, which IRDAI still refers to.
 */
const DEPRECIATION = [
  { upTo: 0.5, share: 0.05 },
  { upTo: 1, share: 0.15 },
  { upTo: 2, share: 0.2 },
  { upTo: 3, share: 0.3 },
  { upTo: 4, share: 0.4 },
  { upTo: 5, share: 0.5 },
] as const

/** Share of the price when new that is written off at an age in years; null above five: insurer and owner agree. */
export function idvDepreciation(age: number): number | null {
  return DEPRECIATION.find(({ upTo }) => age <= upTo)?.share ?? null
}

/**
 * The price when new (₹) under which an asking price equals the insured value at its age; null above five years.
 * For a car whose price when new is not known.
 */
export function impliedNewPrice(price: number, age: number): number | null {
  const written = idvDepreciation(age)
  return written === null ? null : price / (1 - written)
}

/** Insured value (₹) at an age in years; above five years, or without a price when new, what the car is then worth. */
export function idvAt(age: number, newPrice: number | null, worth: number): number {
  const written = idvDepreciation(age)
  return written === null || newPrice === null ? worth : newPrice * (1 - written)
}
