import type { Import, Reject, RuleCount } from '../../../snapshots/import.ts'

export type QualityPageProps = {
  /** The import that published the snapshot which readers see */
  run: Import
  /** The first of its rejected and dropped rows, in the order of the file */
  rejects: {
    items: Reject[]
    total: number
    offset: number
    links: { prev: string | null; next: string | null }
  }
  /** The imports that published something, newest first, this one among them */
  past: Import[]
  /** Published rows that no rule repaired or flagged; null where nobody counted */
  untouched: number | null
  /** Every rule there is, whether it applied to this file or not */
  catalogue: readonly Pick<RuleCount, 'id' | 'text' | 'action'>[]
}
