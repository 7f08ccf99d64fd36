import { sentence, t } from '../../platform/language/message.ts'

/** Where an import came from; what is no path has a name. */
const SOURCES = [sentence('standard input'), sentence('the bundled sample')]
export const sourceWords = (source: string): string =>
  SOURCES.includes(source) ? t(source) : source
