import { compactName } from '../../packs/names.ts'
import type { Pack } from '../../packs/pack.ts'

export type ModelName = { base_model: string; trim: string }

/** No name in the catalogue has more words. */
const MAX_WORDS = 4
/** Words that are only the beginning of a name: Grand Cherokee, Model 3, Santa Fe, Range Rover. */
const OPENERS =
  /^(grand|grande|model|santa|range|land|urban|classe|class|clase|klasse|s[eé]rie|monte|le|la|el|the|\d)$/i
const NEW = /^(?:(?:all[ -]?)?new[ -]+|(?:더|올)? ?뉴 +|(?:더|올|신형) +)(?=\S)/i

/** Splits a model as listed into the base model and the rest of the name, its trim (upper case). */
export function splitModel(
  brand: string,
  model: string,
  pack: Pick<Pack, 'baseModelsOf'>,
): ModelName {
  const names = pack.baseModelsOf(brand)
  const known = names && (longest(names, model) ?? longest(names, model.replace(NEW, '')))
  const { base_model, rest } = known ?? firstWords(model.replace(NEW, ''))
  return { base_model, trim: cleanTrim(rest) }
}

function longest(names: ReadonlyMap<string, string>, model: string) {
  const words = [...model.matchAll(/[\p{L}\p{N}]+|\+/gu)].slice(0, MAX_WORDS)
  for (let count = words.length; count > 0; count -= 1) {
    const taken = words.slice(0, count)
    const name = names.get(compactName(taken.map(([word]) => word.replace('+', 'plus')).join('')))
    const last = taken.at(-1)
    if (name !== undefined && last) {
      return { base_model: name, rest: model.slice(last.index + last[0].length) }
    }
  }
  return null
}

function firstWords(model: string) {
  const words = model.split(' ')
  const count = OPENERS.test(words[0] ?? '') && words.length > 1 ? 2 : 1
  return {
    base_model: words.slice(0, count).map(inName).join(' '),
    rest: words.slice(count).join(' '),
  }
}

/** SANTRO and Santro are one name; BMW, GLE and XUV700 stay as they are. */
function inName(word: string): string {
  const shouted = /^\p{Lu}{4,}$/u.test(word)
  return shouted ? word.charAt(0) + word.slice(1).toLowerCase() : word
}

/** One spelling for one trim: `ZXI+` and `ZXI Plus`, `S(O)` and `S (O)`, `HIGHLINE1.2L` and `HIGHLINE 1.2L`. */
function cleanTrim(text: string): string {
  return text
    .toUpperCase()
    .replace(/\s*\+/g, ' PLUS ')
    .replace(/(\p{L})(?=\d+\.\d)/gu, '$1 ')
    .replace(/\(\s*([^()]*?)\s*\)/g, ' ($1) ')
    .replace(/^[\s\-–/,.]+|[\s\-–/,]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
