import ipaddr from 'ipaddr.js'
import { remembered } from '../remembered.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6
/** Networks whose forwarding headers are believed. */
export type Networks = readonly [Address, number][]

/** Reads addresses and CIDR blocks, with commas or spaces between. @throws Error naming the first that is neither */
export function readNetworks(text: string): Networks {
  return text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => {
      const block = each.includes('/') ? each : `${each}/${each.includes(':') ? 128 : 32}`
      if (!ipaddr.isValidCIDR(block)) throw new Error(`${each} is no address and no CIDR block`)
      return ipaddr.parseCIDR(block)
    })
}

/**
 * Whose request this is: the address of the connection, or where that is a trusted proxy's the nearest address in
 * X-Forwarded-For or Forwarded that is not. What stands before it may have been made up and is not read.
 */
export function clientOf(
  connection: string | null,
  headers: Headers,
  trusted: Networks,
): string | null {
  if (connection === null) return null
  const hops = [...forwardedFor(headers), connection]
  while (hops.length > 1 && isTrusted(hops.at(-1) ?? '', trusted)) hops.pop()
  const last = read(hops.at(-1) ?? '')
  return last ? last.toString() : connection
}

/** Whether the other end of the connection is a proxy that is believed. */
export function isTrusted(address: string, trusted: Networks): boolean {
  const parsed = read(address)
  return (
    parsed !== null &&
    trusted.some(([network, bits]) => {
      return parsed.kind() === network.kind() && parsed.match([network, bits] as never)
    })
  )
}

/** One client holds a whole /64 of IPv6; counted by address it would have no limit. */
export function clientKey(address: string): string {
  const parsed = read(address)
  if (parsed === null || parsed.kind() === 'ipv4') return parsed?.toString() ?? address
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
}

/** As it may be kept: without the last byte of IPv4, or all but the first 48 bits of IPv6. */
export const truncated = remembered((address) => {
  const parsed = read(address)
  if (parsed === null) return address
  if (parsed.kind() === 'ipv4') return parsed.toString().replace(/\d+$/, '0')
  return `${parsed.toNormalizedString().split(':').slice(0, 3).join(':')}::`
})

export const isLoopbackAddress = (address: string): boolean => read(address)?.range() === 'loopback'

function forwardedFor(headers: Headers): string[] {
  const plain = headers.get('x-forwarded-for')
  if (plain !== null) return plain.split(',').map((each) => each.trim())
  const standard = headers.get('forwarded')
  if (standard === null) return []
  return standard
    .split(',')
    .map((each) => /(?:^|;)\s*for="?([^";]+)"?/i.exec(each)?.[1]?.trim() ?? '')
}

/** An address as proxies write it: with a port, in brackets, or IPv4 within IPv6. */
function read(text: string): Address | null {
  const bare = text.replace(/^\[([^\]]+)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null
}
