import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'

/** Whether an address belongs to the public internet: no loopback, private, link-local, mapped or reserved network. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

/** All addresses of a name, as the resolver of this machine has them. */
export type Resolve = (host: string) => Promise<string[]>

export const resolveHost: Resolve = async (host) => {
  const bare = host.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(bare)) return [bare]
  return (await lookup(bare, { all: true, verbatim: true })).map(({ address }) => address)
}

/** The host is not one that may be connected to. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress'

  constructor(readonly host: string) {
    super(`${host} lies in a private network`)
  }
}

/**
 * The address to connect to. Each answer of the resolver must be public: a name that has one private address is refused.
 * @throws PrivateAddress, or what the resolver throws
 */
export async function addressToUse(
  host: string,
  { allowPrivate, resolve = resolveHost }: { allowPrivate: boolean; resolve?: Resolve },
): Promise<string> {
  const addresses = await resolve(host)
  const [first] = addresses
  if (first === undefined) throw new Error(`${host} has no address`)
  if (!allowPrivate && !addresses.every(isPublic)) throw new PrivateAddress(host)
  return first
}
