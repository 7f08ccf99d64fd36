import { type Fuel, fold, type Transmission } from '../../listing/car.ts'

/** Words for nothing: a cell that holds one is blank, not unreadable. */
const NOTHING = new Set(['', '-', '--', '—', '–', 'n/a', 'na', '#n/a', 'null', 'nan', 'nil', '?'])

/** NFC, and any run of spaces, tabs and no-break spaces as one space. */
export function cleanText(text: string): string {
  if (isTidy(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** Plain ASCII with single spaces between words: most cells, and nothing to clean. */
function isTidy(text: string): boolean {
  let before = 32
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 32 || code > 126 || (code === 32 && before === 32)) return false
    before = code
  }
  return text === '' || before !== 32
}

export function isBlank(cleaned: string): boolean {
  return cleaned.length < 5 && (cleaned === '' || NOTHING.has(cleaned.toLowerCase()))
}

const compact = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

const table = <T>(rows: [T, string][]) =>
  new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)))

const FUEL_WORDS = table<Fuel>([
  ['petrol', 'petrol gasoline essence benzin benzine gasolina sp95 sp98 e10 unleaded p'],
  ['diesel', 'diesel gasoil gazole diesal d'],
  [
    'cng',
    'cng petrolcng cngpetrol petrolandcng cngandpetrol companycng companyfittedcng gnv icng scng naturalgas petrolcngkit',
  ],
  ['lpg', 'lpg gpl autogas petrollpg lpgpetrol'],
  ['electric', 'electric electrique ev bev battery elektro electricbev'],
  [
    'hybrid',
    'hybrid hybride petrolhybrid hybridpetrol dieselhybrid mildhybrid stronghybrid pluginhybrid phev hev mhev essencehybride hybrideessence',
  ],
  ['other', 'other autre hydrogen ethanol flexfuel'],
])

/** null: the word is none that names a fuel. */
export function readFuel(text: string): Fuel | null {
  return FUEL_WORDS.get(compact(text)) ?? null
}

const TRANSMISSION_WORDS = table<Transmission>([
  ['manual', 'manual mt imt manuelle manuel mecanique boitemanuelle manualimt m schaltgetriebe'],
  [
    'automatic',
    'automatic auto at amt cvt ivt dct dsg dca ags automatique boiteautomatique semiautomatic automaticamt automaticcvt automaticdct automatictc automated automatedmanual clutchless torqueconverter a automatik',
  ],
])

export function readTransmission(text: string): Transmission | null {
  return TRANSMISSION_WORDS.get(compact(text)) ?? null
}

const YES = new Set(['true', 'yes', 'y', 'oui', 'vrai', '1', 't', 'available', 'ja', 'si', 'valid'])
const NO = new Set(['false', 'no', 'n', 'non', 'faux', '0', 'f', 'notavailable', 'nein', 'expired'])

export function readBoolean(text: string): boolean | null {
  const word = compact(text)
  return YES.has(word) ? true : NO.has(word) ? false : null
}

const ORDINALS = [
  'zero unregistered unregisteredcar',
  'first one premier premiere une un single',
  'second two deux deuxieme',
  'third three trois troisieme',
  'fourth four quatre quatrieme',
  'fifth five cinq cinquieme',
]
const OWNER_WORDS = new Map(
  ORDINALS.flatMap((words, count) => words.split(' ').map((word) => [word, count] as const)),
)

/** `1st owner` → 1, `4th & above` → 4, `Second` → 2. */
export function readOwners(text: string): number | null {
  const folded = fold(text)
  const digits = /^(\d{1,2})(?:\.0+)?(?!\d)(?!\.)/.exec(folded)?.[1]
  if (digits !== undefined) return Number(digits)
  const whole = OWNER_WORDS.get(compact(text))
  return whole ?? OWNER_WORDS.get(folded.split(/[^a-z]+/)[0] ?? '') ?? null
}

const EARLIEST = 1980

/** dd-mm-yyyy, dd/mm/yyyy, dd.mm.yyyy, yyyy-mm-dd (with or without a time), mm-yyyy and yyyy → ISO date or null. */
export function readDate(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text)
  if (iso) return isoDate(iso[1], iso[2], iso[3])
  const day = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$/.exec(text)
  if (day) return isoDate(day[3], day[2], day[1])
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (month) return isoDate(month[2], month[1], '1')
  return /^\d{4}$/.test(text) ? isoDate(text, '1', '1') : null
}

function isoDate(year = '', month = '', day = ''): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const plausible = Number(year) >= EARLIEST && Number(year) <= new Date().getUTCFullYear() + 1
  return real && plausible ? date.toISOString().slice(0, 10) : null
}
