import { retell, sentence } from '../../platform/ui/language.ts'

/** Where an import came from; what is no path has a name. */
const SOURCES = [sentence('standard input'), sentence('the bundled sample')]
export const sourceWords = (source: string): string => retell(source, SOURCES)
