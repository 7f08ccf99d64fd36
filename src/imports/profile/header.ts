import { fold } from '../../listing/car.ts'

/** What tells a header from others: its names in their order, whatever their case and accents. */
export function fingerprintOf(header: readonly string[]): string {
  const names = header.map((name) =>
    fold(name)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
  return new Bun.CryptoHasher('sha256').update(names.join('\u001f')).digest('hex').slice(0, 16)
}

/** The name of a column, or its place where it has none of its own. */
export function nameOf(header: readonly string[], at: number): string {
  const name = header[at] ?? ''
  return name === '' || header.indexOf(name) !== at ? `#${at + 1}` : name
}

/** The place of a column that somebody named; −1: there is none. */
export function placeOf(header: readonly string[], name: string): number {
  const numbered = /^#(\d{1,4})$/.exec(name)?.[1]
  if (numbered !== undefined) return Number(numbered) <= header.length ? Number(numbered) - 1 : -1
  const exact = header.indexOf(name)
  return exact >= 0 ? exact : header.findIndex((each) => fold(each) === fold(name.trim()))
}
