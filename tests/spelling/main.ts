/*
 * The spelling of what people read: the documents, and each sentence of the pages in both of its languages.
 * A word that is right and stands in no dictionary has a line in words.txt.
 */
import { join } from 'node:path'
import {
  type CSpellUserSettings,
  getDefaultSettings,
  mergeSettings,
  readSettings,
  spellCheckDocument,
} from 'cspell-lib'
import locale from '../../src/platform/language/locales/fr.json' with { type: 'json' }
import { ROOT } from '../support/server.ts'

type Text = { name: string; text: string; language: 'en-GB' | 'fr' }

/** What is typed and not read: code, addresses, settings, and the holes of a sentence. */
const TYPED = [
  '/^```[^]*?^```/gm',
  '/`[^`]*`/g',
  '/\\]\\([^)]*\\)/g',
  '/<[^>]+>/g',
  '/https?:\\S+/g',
  '/\\{\\w+\\}|\\{\\w+, \\w+(, one|\\})?/g',
  '/\\b(many|other) \\{/g',
  '/[\\w-]*[A-Z]\\w*_\\w+/g',
]
const DOCUMENTS = ['*.md', 'docs/**/*.md', 'bench/*.md']

async function textsToRead(): Promise<Text[]> {
  const names = DOCUMENTS.flatMap((glob) => [...new Bun.Glob(glob).scanSync(ROOT)])
  const documents = names.toSorted().map(async (name) => ({
    name,
    text: await Bun.file(join(ROOT, name)).text(),
    language: 'en-GB' as const,
  }))
  return [
    ...(await Promise.all(documents)),
    { name: 'sentences', text: Object.keys(locale).join('\n'), language: 'en-GB' },
    { name: 'fr.json', text: Object.values(locale).join('\n'), language: 'fr' },
  ]
}

const french = await readSettings(import.meta.resolve('@cspell/dict-fr-fr/cspell-ext.json'))
const own: CSpellUserSettings = {
  words: (await Bun.file(join(import.meta.dir, 'words.txt')).text()).split('\n').filter(Boolean),
  ignoreRegExpList: TYPED,
  maxNumberOfProblems: 1000,
  maxDuplicateProblems: 1,
}
const settings = mergeSettings(await getDefaultSettings(true), french, own)

/** @returns the words of a text that no dictionary has, each with its line */
async function unknownIn({ name, text, language }: Text): Promise<string[]> {
  const { issues } = await spellCheckDocument(
    { uri: name, text, languageId: 'plaintext', locale: language },
    { noConfigSearch: true },
    { ...settings, language },
  )
  return issues.map(({ text: word, line }) => `${name}: ${word}: ${line.text.trim().slice(0, 120)}`)
}

const canary = await unknownIn({ name: 'canary', text: 'A sentense ; une phraze', language: 'fr' })
const unknown = (await Promise.all((await textsToRead()).map(unknownIn))).flat()
if (canary.length !== 2) unknown.push('the check finds no errors any more')
console.log(unknown.join('\n'))
process.exit(unknown.length === 0 ? 0 : 1)
