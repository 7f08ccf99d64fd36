import type { Columns } from '../../listing/row.ts'
import { MODEL_VERSION } from '../../pricing/index.ts'

/** Raised whenever the same file would give other cars than before: then nothing counts as unchanged. */
const PIPELINE_VERSION = 5

export type Decisive = {
  rulePack: string
  /** `latest`, `today` or an ISO date */
  asOf: string
  distanceUnit: string
}

/** SHA-256 of what is imported and of everything that decides what becomes of it. */
export function contentHash(
  files: readonly { sha256: string; columns?: Pick<Columns, 'at' | 'form'> }[],
  { rulePack, asOf, distanceUnit }: Decisive,
  versions: readonly number[] = [PIPELINE_VERSION, MODEL_VERSION],
): string {
  const date = asOf === 'today' ? today() : asOf
  const parts = [...versions, rulePack, date, distanceUnit]
  const hashes = files.flatMap(({ sha256, columns }) => [
    sha256,
    ...(columns ? [JSON.stringify([columns.at, columns.form])] : []),
  ])
  return new Bun.CryptoHasher('sha256').update([...parts, ...hashes].join('\n')).digest('hex')
}

export const today = (): string => new Date().toISOString().slice(0, 10)
