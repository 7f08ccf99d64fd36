/** `bun run sample --rows N --seed S --out F [--clean] [--force]`: writes a sample and F.truth.ndjson. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { truthPath, writeSample } from './write.ts'

const USAGE = 'usage: bun run sample --rows N --seed S --out F [--clean] [--force]'

try {
  await main()
} catch (error) {
  console.error(`sample: ${error instanceof Error ? error.message : error}`)
  process.exit(2)
}

async function main() {
  const { rows, seed, out, clean, force } = readArguments()
  const existing = [out, truthPath(out)].find((path) => existsSync(path))
  if (existing && !force) throw new Error(`${existing} exists; --force overwrites it`)

  const started = performance.now()
  const { dirty, bytes } = await writeSample(out, { rows, seed, clean }, (done) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${count(done)} of ${count(rows)} rows (${percent(done, rows)})`)
    }
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${out}: ${count(rows)} rows (${count(dirty)} dirty, ${percent(dirty, rows)}), ` +
      `${count(bytes)} characters, seed ${seed}, in ${seconds.toFixed(1)} s ` +
      `(${count(Math.round(rows / seconds))} rows/s)`,
  )
  console.log(`${truthPath(out)}: what must be reported for each of them`)
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      clean: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    },
  })
  if (!values.rows || !values.out) throw new Error(USAGE)
  const rows = wholeNumber('--rows', values.rows)
  if (rows < 2) throw new Error('--rows must be 2 or more: a listing and the totals row')
  return { ...values, rows, seed: wholeNumber('--seed', values.seed), out: values.out }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not '${text}'`)
  return Number(text)
}

function count(n: number): string {
  return n.toLocaleString('en')
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
