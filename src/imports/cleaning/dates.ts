import { fold } from '../../listing/car.ts'

const EARLIEST = 1980
/** Months by their beginnings, in eleven languages, lower case without accents. */
const MONTHS = [
  'january januar janvier enero janeiro gennaio januari styczen ocak январь',
  'february februar fevrier febrero fevereiro febbraio februari luty subat февраль',
  'march marz maerz mars marzo marco maart marzec mart март',
  'april avril abril aprile kwiecien nisan апрель',
  'may mai mayo maio maggio mei maj mayis май',
  'june juni juin junio junho giugno czerwiec haziran июнь',
  'july juli juillet julio julho luglio lipiec temmuz июль',
  'august aout agosto augustus sierpien agustos август',
  'september septembre septiembre setembro settembre wrzesien eylul сентябрь',
  'october oktober octobre octubre outubro ottobre pazdziernik ekim октябрь',
  'november novembre noviembre novembro listopad kasim ноябрь',
  'december dezember decembre diciembre dezembro dicembre grudzien aralik декабрь',
].map((names) => names.split(' '))

/**
 * dd-mm-yyyy, dd/mm/yyyy, dd.mm.yyyy (days first, or months), dd.mm.yy, yyyy-mm-dd (with or without a time), yyyy-mm,
 * mm-yyyy, mm/yy, `Mar 2018` and yyyy → ISO date or null.
 */
export function readDate(text: string, order: 'dmy' | 'mdy' = 'dmy'): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text)
  if (iso) return isoDate(iso[1], iso[2], iso[3])
  const day = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$/.exec(text)
  if (day) {
    return order === 'dmy' ? isoDate(day[3], day[2], day[1]) : isoDate(day[3], day[1], day[2])
  }
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (month) return isoDate(month[2], month[1], '1')
  const monthLast = /^(\d{4})[-/.](\d{2})$/.exec(text)
  if (monthLast) return isoDate(monthLast[1], monthLast[2], '1')
  const short = /^(?:(\d{1,2})\.)?(\d{1,2})[/.](\d{2})$/.exec(text)
  if (short) return isoDate(centuryOf(short[3]), short[2], short[1] ?? '1')
  const named = /^(?:(\d{1,2})\.? )?(\p{L}{3,})\.?[ ,-]{1,2}(?:de )?(\d{4})$/u.exec(text)
  if (named) return isoDate(named[3], monthOf(named[2]), named[1] ?? '1')
  return /^\d{4}$/.test(text) ? isoDate(text, '1', '1') : null
}

/** The last year that ends so and is not ahead. */
function centuryOf(year = ''): string {
  const last = new Date().getUTCFullYear() + 1
  const inThis = Math.floor(last / 100) * 100 + Number(year)
  return String(inThis > last ? inThis - 100 : inThis)
}

/** A name or its beginning; blank: none or several begin so. */
function monthOf(word = ''): string {
  const start = fold(word)
  const found = MONTHS.flatMap((names, at) =>
    names.some((name) => name.startsWith(start)) ? [at + 1] : [],
  )
  return found.length === 1 ? String(found[0]) : ''
}

function isoDate(year = '', month = '', day = ''): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const plausible = Number(year) >= EARLIEST && Number(year) <= new Date().getUTCFullYear() + 1
  return real && plausible ? date.toISOString().slice(0, 10) : null
}
