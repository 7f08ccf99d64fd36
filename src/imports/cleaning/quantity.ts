import type { DecimalMark } from '../../listing/row.ts'
import currencyTable from './words/currencies.json'

/** What stands around a number in a cell, in words that are known for its kind. */
export type Dress = {
  unit: string | null
  scale: number | null
  /** whether more than thousands of it are usual: `1,100만` are eleven hundred */
  grouped?: true
}

/** A number as a person writes it. `unit`: km, mi or the sign of a currency; null: none is said. */
export type Quantity = { amount: number; unit: string | null; scaled: boolean }

/** No quantity that a person writes is longer, whatever stands around it. */
const LONGEST = 64
const SHAPE = /^([^\d]*?)([-−–+]?)(\d[\d.,'’_ ]*)(.*)$/su

/** Words around a quantity, by what they mean. A word that is in no table makes the cell unreadable. */
export type Lexicon = ReadonlyMap<string, Dress>

const NOTHING: Dress = { unit: null, scale: null }
const lexicon = (...rows: [string, Dress][]): Map<string, Dress> =>
  new Map(rows.flatMap(([words, dress]) => words.split(' ').map((word) => [word, dress] as const)))

const SCALES = lexicon(
  ['lakh lakhs lac lacs l', { unit: null, scale: 1e5 }],
  ['crore crores cr', { unit: null, scale: 1e7 }],
  ['k tsd tausend thousand тыс тис tys mille mil bin tusen tis', { unit: null, scale: 1e3 }],
  [
    'm mio mn million millions millones milhões milhoes mln млн milyon jt juta',
    { unit: null, scale: 1e6 },
  ],
  ['triệu tr', { unit: null, scale: 1e6, grouped: true }],
  ['万 萬 만', { unit: null, scale: 1e4, grouped: true }],
  ['億 亿 억', { unit: null, scale: 1e8 }],
  ['tỷ tỉ', { unit: null, scale: 1e9 }],
)

/** Footnotes, `/-`, `,-`, `VB`: what says nothing of the amount. */
const FOOTNOTES = lexicon([
  'vb vhb verhandlungsbasis festpreis fp fixed onwards negotiable nego neg only ono obo cash incl inkl inc excl exkl ex plus + vat mwst ust ausweisbar ausw nicht btw iva tva moms ttc ht brutto netto nett no from ab od asking price preis prix precio prezzo',
  NOTHING,
])

const SIGNS = new Map<string, Dress>()
for (const { signs } of Object.values(currencyTable)) {
  for (const sign of signs) SIGNS.set(sign, { unit: sign, scale: null })
}
export const PRICE_WORDS: Lexicon = new Map([...SCALES, ...FOOTNOTES, ...SIGNS])

export const DISTANCE_WORDS: Lexicon = new Map([
  ...lexicon(
    ['k tsd тыс тис tys bin thousand tusen tis mil', { unit: null, scale: 1e3 }],
    ['万 萬 만', { unit: null, scale: 1e4, grouped: true }],
    ['tkm', { unit: 'km', scale: 1e3 }],
    [
      'km kms kilometer kilometers kilometre kilometres kilometros kilómetros quilometros quilômetros chilometri км km/h kilometrov kilometry kilometrit χλμ χιλιόμετρα كم 公里 キロ किमी',
      { unit: 'km', scale: null },
    ],
    ['mi mile miles mls meilen millas milhas miglia', { unit: 'mi', scale: null }],
    [
      'driven ca circa approx approximately about + around ok env only без пробега по рф безпробегапорф',
      NOTHING,
    ],
  ),
])

export const ENGINE_WORDS: Lexicon = lexicon(
  ['cc ccm cm3 cm³ см3 см³ cm', { unit: 'cc', scale: null }],
  ['l litre litres liter liters л lt ltr litri litros', { unit: 'l', scale: null }],
)

const BY_ITS_FORM: { decimal: DecimalMark; inParts: boolean } = { decimal: null, inParts: false }

/**
 * Reads a quantity with the words of its kind; null: it cannot be read.
 * @param inParts whether numbers are of thousands or lakhs: then three digits after a mark are decimals too
 */
export function readQuantity(
  text: string,
  words: Lexicon,
  { decimal, inParts }: typeof BY_ITS_FORM = BY_ITS_FORM,
): Quantity | null {
  const form = { decimal, inParts }
  const trimmed = text.trim()
  if (trimmed.length > LONGEST) return null
  if (PARTED.test(trimmed)) return onlyPart(trimmed.split(PARTED), words, form)
  const found = SHAPE.exec(trimmed.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase())
  if (!found) return null
  const [, before = '', sign = '', digits = '', after = ''] = found
  const more = FURTHER.exec(after)
  const sum = more && sumOf(`${before}${sign}${digits}${more[1]}`, more[2] ?? '', words, form)
  if (sum) return sum
  const dress = /[-−–+]\s*$/.test(before) ? null : undress([before, after], words)
  if (dress === null) return null
  const parts = inParts || (dress.scale !== null && !dress.grouped)
  const number = readPlain(digits, decimal, parts)
  if (number === null) return null
  const amount = (/[-−–]/.test(sign) ? -1 : 1) * number * (dress.scale ?? 1)
  const round = dress.scale === null ? amount : Math.round(amount * 100) / 100
  return { amount: round, unit: dress.unit, scaled: dress.scale !== null }
}

/** Between facts that stand in one cell. */
const PARTED = /\s[|•·]\s/
/** `50,942 km | Diesel | Pune`: the one part that is a quantity and says of what. */
function onlyPart(parts: string[], words: Lexicon, form: typeof BY_ITS_FORM): Quantity | null {
  const read = parts.flatMap((part) => readQuantity(part, words, form) ?? [])
  const [first = null, ...others] = read.filter(({ unit }) => unit !== null)
  return others.length === 0 ? first : null
}

const FURTHER = /^(\s*\p{L}+)[\s,]*(\d.*)$/su
/** `1 Cr 20 Lakh`, `1 tỷ 200 triệu`, `1억 2,000만원`: the larger first; null: it is no such sum. */
function sumOf(
  larger: string,
  smaller: string,
  words: Lexicon,
  form: typeof BY_ITS_FORM,
): Quantity | null {
  const [first, second] = [larger, smaller].map((text) => readQuantity(text, words, form))
  if (!first?.scaled || !second?.scaled || first.amount <= second.amount) return null
  return { amount: first.amount + second.amount, unit: second.unit ?? first.unit, scaled: true }
}

/** The words before and after a number as one; null: some of them are none that may stand there. */
function undress(sides: string[], words: Lexicon): Dress | null {
  let unit: string | null = null
  let factor: number | null = null
  let grouped: Pick<Dress, 'grouped'> = {}
  for (const side of sides) {
    for (const word of wordsOf(side, words)) {
      const dress = words.get(word)
      if (dress === undefined) return null
      if (dress.unit !== null && unit !== null && dress.unit !== unit) return null
      unit = dress.unit ?? unit
      if (dress.scale !== null && factor !== null) return null
      factor = dress.scale ?? factor
      if (dress.grouped) grouped = { grouped: true }
    }
  }
  return { unit, scale: factor, ...grouped }
}

/** Marks that say nothing fall away; `r$` and `km.` are one word each, `₹rs.` are two. */
function wordsOf(side: string, words: Lexicon): string[] {
  return side
    .replace(/[*†‡~≈]|\/-|[,.]\s*[-–—]+|[()[\]]/g, ' ')
    .split(/[\s:]+/)
    .flatMap((word) => {
      const bare = word.replace(/^[.,\-–—]+|[.,\-–—]+$/g, '')
      if (bare === '' || words.has(bare)) return bare === '' ? [] : [bare]
      return bare
        .split(/(?<=\p{Sc})(?=\p{L})|(?<=\p{L})(?=\p{Sc})|(?<=[万萬만億亿억])|\./u)
        .filter(Boolean)
    })
}

/** @param scaled whether a word such as lakh follows: then a single comma separates decimals */
function readPlain(text: string, decimal: DecimalMark, scaled: boolean): number | null {
  const bare = text.replace(/['’_ ]+$/, '').replace(/[.,]+$/, '')
  const groups = bare.replace(/['’_ ](?=\d{2,3}(?!\d))/g, '')
  if (/['’_ ]/.test(groups)) return null
  if (groups !== bare && !/^\d{1,3}(?:['’_ ]\d{2,3})*['’_ ]\d{3}(?:[.,]\d*)?$/.test(bare))
    return null
  const plain = scaled ? inDecimals(groups) : marked(groups, decimal)
  return /^\d{1,15}(?:\.\d*)?$/.test(plain) ? Number(plain) : null
}

/** `4,5` lakh and `4.125` thousand: a single mark separates decimals. */
const inDecimals = (text: string) =>
  /^\d+[.,]\d+$/.test(text) ? text.replace(',', '.') : byItsForm(text)

/** What would be thousands by its form, and decimals by its column, is neither: nobody can tell. */
const UNCLEAR = /^[1-9]\d{0,2}[.,]\d{3}$/

function marked(text: string, decimal: DecimalMark): string {
  if (decimal === null) return byItsForm(text)
  if (UNCLEAR.test(text)) return text.includes(decimal) ? '?' : text.replace(/[.,]/, '')
  const thousands = decimal === '.' ? ',' : '.'
  const grouped = new RegExp(
    `^\\d{1,3}(?:\\${thousands}\\d{2,3})*\\${thousands}\\d{3}(?:\\${decimal}\\d*)?$`,
  )
  const plain = new RegExp(`^\\d+(?:\\${decimal}\\d*)?$`)
  if (!grouped.test(text) && !plain.test(text)) return '?'
  return text.replaceAll(thousands, '').replace(decimal, '.')
}

/** A single comma or dot before exactly three digits separates thousands. */
function byItsForm(text: string): string {
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(text)) return text.replaceAll(',', '')
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(text)) {
    return text.replaceAll('.', '').replace(',', '.')
  }
  return /^\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text
}
