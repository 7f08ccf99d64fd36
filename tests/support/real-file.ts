import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The file that users load first. It is not part of the project: what needs it is skipped where it is absent. */
export const REAL_FILE = resolve(import.meta.dir, '../../../shared/data/cars-india-pre-owned.csv')
export const hasRealFile = existsSync(REAL_FILE)
