import type { Profile } from '../../listing/profile.ts'
import type { DistanceUnit } from '../../listing/row.ts'
import type { Stores } from '../../snapshots/stores.ts'
import type { Answers } from '../profile/answers.ts'
import type { Remote } from '../sources/fetched/remote.ts'
import type { Limits } from './oddity.ts'

export type ImportStores = Pick<Stores, 'cars' | 'imports' | 'snapshots'>
export type ImportSettings = {
  /** paths, patterns, or `-` for standard input */
  sources: string[]
  /** `latest` (31 December of the latest year of make), `today`, or an ISO date */
  asOf: string
  /** id of the market */
  rulePack: string
  /** snapshots kept */
  keep: number
  /** unit of the distances in the source */
  distanceUnit: DistanceUnit
  /** ISO code of the market's currency; absent: prices are taken as they are */
  currency?: string
  /** what a person says of the source */
  answers?: Answers
  /** how it is read, whatever is kept for its header */
  profile?: Profile
  /** folders that a path is named from, wherever it is shown */
  importFolders?: readonly string[]
  /** how sources beyond this machine are reached */
  remote?: Remote
  /** what people may see of the source, where its own words do not say it */
  shownAs?: string
  /** from how much on it is held; absent: it is never compared */
  limits?: Limits
  /**
   * `seen`: only once somebody has looked at it; `always`: whatever is odd about it; `plain`: unless it is odd, also in place
   * of the bundled sample
   */
  publish?: 'seen' | 'always' | 'plain'
  /** whether nothing outside of those folders may be read */
  confined?: boolean
}
