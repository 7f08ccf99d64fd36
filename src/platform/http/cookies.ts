import { contextOf } from './context.ts'

const DAY = 24 * 3600

/** What a browser sends under a name of letters; undefined: nothing. */
export const cookieOf = ({ headers }: Request, name: string): string | undefined =>
  headers.get('cookie')?.match(new RegExp(`(?:^|;\\s*)${name}=([^;]*)`))?.[1]

/** A Set-Cookie of what a reader's browser keeps for us alone. `days` 0: it forgets it. */
export function keepCookie(request: Request, name: string, value: string, days: number): string {
  const secure = contextOf(request).secure ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${days * DAY}; SameSite=Lax; HttpOnly${secure}`
}

/** A value as text that a cookie can hold. */
export const packed = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url')

/** The same back; null: it is none of ours. */
export function unpacked(text: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
  } catch {
    return null
  }
}
