import type { Listing } from '../../listing/row.ts'

/** What a car is, whatever it costs: equal for the same car, also when case and spaces differ. */
export function identityOf(listing: Listing): string {
  const { transmission, year, registered_on, fuel, km, owners, spare_key, insured } = listing
  return `${listing.name_key}|${transmission}|${year}|${registered_on}|${fuel}|${km}|${owners}|${spare_key}|${insured}|${listing.registration_mark}`
}

/** A number below 2⁵³ for an identity. Equal identities have equal numbers, seldom others too. */
export function fingerprintOf(identity: string): number {
  return Number(BigInt.asUintN(53, Bun.hash.xxHash64(identity)))
}

/** `2020-mahindra-thar-0k3j5d8s9ab`: readable, safe in a URL, and the same in every snapshot. */
export function idOf(listing: Listing, fingerprint: number): string {
  return `${listing.year}-${listing.slug}${fingerprint.toString(36).padStart(11, '0')}`
}
