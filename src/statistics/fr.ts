import type { Dictionary } from '../platform/ui/language.ts'

/** Statistics are an API without a page, and its problems are in English like all of the API's. */
export const french: Dictionary = {}
