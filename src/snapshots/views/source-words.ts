import { sentence, t } from '../../platform/language/message.ts'

/** Where an import came from; what is no path has a name. */
const SOURCES = [sentence('standard input'), sentence('the bundled sample')]
const ADDRESS = /^[a-z][\w+.-]+:/i

/** What a reader may know of a source: an address whole, of a path its last part, as folders of a server are nobody's business. */
export function sourceWords(source: string): string {
  if (SOURCES.includes(source)) return t(source)
  return ADDRESS.test(source) ? source : source.split(/[\\/]/).at(-1) || source
}
