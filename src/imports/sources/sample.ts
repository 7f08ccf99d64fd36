import { SAMPLE_FILE } from '../sample/file.ts'
import { file } from './file.ts'
import type { SourceAdapter } from './source.ts'

/** `sample`: the listings that come with the product. */
export const sample: SourceAdapter = {
  accepts: (spec) => spec === 'sample',
  open: () => file.open(SAMPLE_FILE),
}
