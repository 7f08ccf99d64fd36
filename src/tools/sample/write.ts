import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { generateRows, type SampleOptions, type TruthRow } from './generate.ts'
import { HEADER } from './row.ts'

const CHUNK = 1 << 18

export const truthPath = (path: string) => `${path}.truth.ndjson`

export type Written = { rows: number; dirty: number; bytes: number }

/**
 * Writes a sample (compressed where its name ends in .gz) and its truth beside it. Both appear under their names only
 * when they are whole. `progress` is told the rows so far.
 */
export async function writeSample(
  path: string,
  options: SampleOptions,
  progress: (rows: number) => void = () => {},
): Promise<Written> {
  const csv = openText(path)
  const truths = openText(truthPath(path))
  const written: Written = { rows: 0, dirty: 0, bytes: 0 }
  let text = `${HEADER}\n`
  let truth = ''
  for (const row of generateRows(options)) {
    text += `${row.line}\n`
    truth += `${truthLine(row.truth)}\n`
    written.rows++
    if (row.truth.rules.length > 0) written.dirty++
    if (text.length + truth.length < CHUNK) continue
    written.bytes += text.length
    await csv.write(text)
    await truths.write(truth)
    text = ''
    truth = ''
    progress(written.rows)
  }
  written.bytes += text.length
  await csv.close(text)
  await truths.close(truth)
  return written
}

/** The same as JSON.stringify, several times faster for the many clean rows. */
export function truthLine(row: TruthRow): string {
  if (row.rules.length > 0 || row.harmless) return JSON.stringify(row)
  return `{"line":${row.line},"rules":[],"outcome":"${row.outcome}"}`
}

function openText(path: string) {
  const partial = `${path}.partial`
  const file = createWriteStream(partial)
  const input = path.endsWith('.gz') ? createGzip() : file
  if (input !== file) input.pipe(file)
  const done = finished(file)
  done.catch(() => {})
  return {
    async write(text: string) {
      if (!input.write(text)) await Promise.race([once(input, 'drain'), done])
    },
    async close(text: string) {
      input.end(text)
      await done
      await rename(partial, path)
    },
  }
}
