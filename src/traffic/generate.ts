const PATHS = [
  '/',
  '/cars',
  '/cars?brand=Honda',
  '/market',
  '/api/cars',
  '/quality',
  '/wp-login.php',
]
const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'curl/8.5.0',
]
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const CHUNK = 5000
const two = (n: number) => String(n).padStart(2, '0')

/** Made-up lines in nginx's combined format with the time that each took, always the same ones, a second apart or less. */
export function* generateLines(wanted: number, begin = Date.UTC(2026, 10, 20)): Generator<string> {
  let seed = 20_261_126
  const below = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((seed / 0x80000000) * n)
  }
  const step = Math.min(1000, (3 * 86_400_000) / wanted)
  let lines = ''
  for (let at = 0; at < wanted; at++) {
    const when = new Date(begin + at * step)
    const path = PATHS[below(PATHS.length)] ?? '/'
    const dice = below(100)
    const status =
      path === '/wp-login.php' ? 404 : dice < 90 ? 200 : dice < 96 ? 304 : dice < 99 ? 404 : 500
    const day = `${two(when.getUTCDate())}/${MONTHS[when.getUTCMonth()]}/${when.getUTCFullYear()}`
    const time = `${two(when.getUTCHours())}:${two(when.getUTCMinutes())}:${two(when.getUTCSeconds())}`
    const referrer = below(4) === 0 ? 'https://search.example/' : '-'
    const bytes = status === 304 ? 0 : 500 + below(60_000)
    const address = `203.0.${below(40)}.${1 + below(250)}`
    lines += `${address} - - [${day}:${time} +0000] "GET ${path} HTTP/1.1" ${status} ${bytes} "${referrer}" "${AGENTS[below(AGENTS.length)]}" 0.${String(below(400)).padStart(3, '0')}\n`
    if (at % CHUNK === CHUNK - 1) {
      yield lines
      lines = ''
    }
  }
  if (lines !== '') yield lines
}
