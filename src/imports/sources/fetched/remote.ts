import type { Guard } from '../../../platform/net/guarded-fetch.ts'
import { type Patience, USUAL_PATIENCE } from '../../../platform/net/patience.ts'
import type { S3Access } from '../../../platform/net/s3.ts'

/** How sources beyond this machine are reached, and where what they give is kept. */
export type Remote = {
  allowPrivate: boolean
  /** where uploads and what was fetched lie */
  folder: string
  /** bytes of one source */
  mostBytes: number
  s3: S3Access
  kaggle: { endpoint: string; username: string | null; key: string | null }
  patience?: Patience
  /** certificate of an authority that is trusted besides the usual ones, PEM */
  ca?: string
}

export const KAGGLE = 'https://www.kaggle.com/api/v1'
export const USUAL_REMOTE: Remote = {
  allowPrivate: false,
  folder: 'data/sources',
  mostBytes: 2_000_000_000,
  s3: { endpoint: null, region: null, accessKeyId: null, secretAccessKey: null },
  kaggle: { endpoint: KAGGLE, username: null, key: null },
}

export const patienceOf = ({ patience = USUAL_PATIENCE }: Remote): Patience => patience
export const guardOf = ({ allowPrivate, ca }: Remote): Guard => ({
  allowPrivate,
  ...(ca !== undefined && { ca }),
})
