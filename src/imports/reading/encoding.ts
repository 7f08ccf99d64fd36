import { analyse } from 'chardet'
import { brandOf } from '../cleaning/brands.ts'
import { readFuel, readTransmission } from '../cleaning/words.ts'
import { meaningsOf } from '../profile/names.ts'

/** As TextDecoder names it. */
export type Encoding = string

/** Asked in this order where nothing tells them apart. */
const CANDIDATES = [
  ...['windows-1252', 'windows-1250', 'windows-1251', 'windows-1254', 'koi8-r', 'ibm866'],
  ...['shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp'],
]
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['iso-8859-1', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  ['iso-8859-2', 'windows-1250'],
  ['iso-8859-5', 'iso-8859-5'],
])
const MOST = 64 * 1024

/** Listens to the bytes of a file and says in the end how its text is written. */
export class EncodingDetector {
  #declared: Encoding | null = null
  #first = true
  #strict = new TextDecoder('utf-8', { fatal: true })
  #valid = 0
  #invalid = 0
  #sample: Buffer[] = []
  #sampled = 0

  add(bytes: Buffer): void {
    if (this.#first) this.#declared = byMark(bytes)
    this.#first = false
    if (this.#declared !== null) return
    try {
      this.#valid += bytes.length - this.#strict.decode(bytes, { stream: true }).length
    } catch {
      this.#strict = new TextDecoder('utf-8', { fatal: true })
      const text = new TextDecoder('utf-8').decode(bytes)
      const damaged = text.match(/\ufffd/g)?.length ?? 0
      this.#invalid += damaged
      this.#valid += Math.max(0, (text.match(/[\u0080-\uffff]/g)?.length ?? 0) - damaged)
      this.#keep(bytes)
    }
  }

  #keep(bytes: Buffer): void {
    for (let start = 0; start < bytes.length && this.#sampled < MOST; ) {
      const end = bytes.indexOf(10, start)
      const line = bytes.subarray(start, end < 0 ? bytes.length : end + 1)
      if (line.some((byte) => byte > 127)) {
        this.#sample.push(Buffer.from(line.subarray(0, 4096)))
        this.#sampled += Math.min(line.length, 4096)
      }
      start += line.length
    }
  }

  /** `sure`: false where another encoding reads the same bytes as other words that are as likely. */
  end(): { encoding: Encoding; sure: boolean } {
    if (this.#declared !== null) return { encoding: this.#declared, sure: true }
    // A character that was cut at the end of the file is one bad cell, not another encoding.
    if (this.#invalid === 0 || this.#valid >= this.#invalid)
      return { encoding: 'utf-8', sure: true }
    return likeliest(Buffer.concat(this.#sample))
  }
}

function byMark(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return byNulls(bytes.subarray(0, 512))
}

/** Every other byte is 0 in Latin text of two bytes a letter that has no mark. */
function byNulls(bytes: Buffer): Encoding | null {
  if (bytes.length < 16) return null
  const nulls = [0, 0]
  for (const [at, byte] of bytes.entries()) if (byte === 0) nulls[at & 1] = (nulls[at & 1] ?? 0) + 1
  const [even = 0, odd = 0] = nulls
  const many = bytes.length * 0.4
  return odd > many && even === 0 ? 'utf-16le' : even > many && odd === 0 ? 'utf-16be' : null
}

function likeliest(sample: Buffer): { encoding: Encoding; sure: boolean } {
  const confidence = new Map<string, number>()
  for (const { name, confidence: share } of analyse(sample)) {
    const label = SAME_AS.get(name.toLowerCase()) ?? name.toLowerCase()
    confidence.set(label, Math.max(share, confidence.get(label) ?? 0))
  }
  const rated = CANDIDATES.map((encoding) => {
    const text = new TextDecoder(encoding).decode(sample)
    return { encoding, text, known: knownWords(text), share: confidence.get(encoding) ?? 0 }
  })
  const rate = (each: (typeof rated)[number]) =>
    each.known * 20 + each.share - oddities(each.text) * 5
  const [best, next] = rated.toSorted((a, b) => rate(b) - rate(a))
  if (!best) return { encoding: 'windows-1252', sure: false }
  const { encoding } = rated.find(({ text }) => text === best.text) ?? best
  const rivals = rated.filter((each) => each.known >= best.known && each.text !== best.text)
  const sure = best.known > 0 ? rivals.length === 0 : rate(best) - rate(next ?? best) >= 20
  return { encoding, sure: sure || onlyWestern(sample, encoding) }
}

/** Letters of western Europe between others: no other encoding makes words of them. */
function onlyWestern(sample: Buffer, encoding: Encoding): boolean {
  const text = new TextDecoder(encoding).decode(sample)
  const odd = text.match(/[^\p{ASCII}]/gu) ?? []
  return (
    encoding === 'windows-1252' &&
    odd.every((letter) =>
      /[àâäáãçéèêëíìîïñóòôöõúùûüœæÀÂÄÁÃÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŒÆß€£°´’–\u00a0²³«»]/.test(letter),
    )
  )
}

/** Words with letters beyond ASCII that name a column, a brand, a fuel or a gearbox. */
function knownWords(text: string): number {
  const words = new Set(text.split(/[,;\t|"\r\n]+/).filter((cell) => /[^\p{ASCII}]/u.test(cell)))
  let known = 0
  for (const cell of [...words].slice(0, 2_000)) {
    const word = cell.trim()
    if (word.length < 3 || word.length > 40) continue
    const first = word.split(/\s/)[0] ?? ''
    const named = meaningsOf(word).length > 0 || brandOf(first) !== null
    if (named || readFuel(word) !== null || readTransmission(word) !== null) known += 1
  }
  return known
}

/** What no word holds: control characters, signs between letters, capitals after small letters. */
function oddities(text: string): number {
  const odd = text.match(
    /[\u0080-\u009f\ufffd\ue000-\uf8ff]|\p{Ll}[^\p{ASCII}\P{Lu}]|\p{L}[¤-¿]\p{L}/gu,
  )
  return Math.min(20, odd?.length ?? 0)
}
