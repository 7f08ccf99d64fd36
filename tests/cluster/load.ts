/*
 * Readers, from inside the cluster: `bun load.ts URL WORKERS RATE` asks for pages and data, RATE requests a second in
 * all (0: as fast as it goes), and prints a line of totals every half second, with the slowest answer of that half
 * second in ms. An answer that is not 2xx, or none, is a failure, with its time and words.
 */
const [url = '', workers = '4', rate = '0'] = process.argv.slice(2)
const PATHS = [
  '/api/cars?limit=5',
  '/cars?sort=-price',
  '/api/facets',
  '/',
  '/api/market/prices',
  '/cars?brand=Honda',
  '/api',
]
const totals = { sent: 0, ok: 0, failed: 0 }
const failures: string[] = []
let next = 0
let slowest = 0

async function read(): Promise<void> {
  const path = PATHS[next++ % PATHS.length]
  totals.sent += 1
  const began = performance.now()
  try {
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(15_000) })
    await answer.arrayBuffer()
    slowest = Math.max(slowest, Math.round(performance.now() - began))
    if (answer.ok) {
      totals.ok += 1
      return
    }
    fail(`${answer.status} ${path}`)
  } catch (error) {
    fail(`${error instanceof Error ? `${error.name} ${error.message}` : error} ${path}`)
  }
}

function fail(words: string): void {
  totals.failed += 1
  if (failures.length < 20) failures.push(`${new Date().toISOString()} ${words}`)
}

const pause = Number(rate) > 0 ? (1000 * Number(workers)) / Number(rate) : 0
for (let worker = 0; worker < Number(workers); worker += 1) {
  const work = async () => {
    for (;;) {
      const began = performance.now()
      await read()
      const left = pause - (performance.now() - began)
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    }
  }
  work()
}
setInterval(() => {
  console.log(JSON.stringify({ ...totals, slowest, failures }))
  slowest = 0
}, 500)
