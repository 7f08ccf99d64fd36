/*
 * `bun tests/support/read-rows.ts SOURCE`: reads all rows of a list in a process of its own, so that what it holds at most
 * can be told from what others hold. Prints as JSON how many rows there are and how much is kept of the longest, or why
 * there are none, and the most memory that it had, MB.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseStatus } from '../../bench/measure/proc.ts'
import { inspect, readRows } from '../../src/imports/reading/inspect.ts'
import { openSource } from '../../src/imports/sources/index.ts'

const STATUS = '/proc/self/status'
const [source = ''] = process.argv.slice(2)
const found = await read()
// What the system counts for a child begins, on Linux, with the memory of the parent.
const held = existsSync(STATUS)
  ? parseStatus(readFileSync(STATUS, 'utf8')).peak
  : process.resourceUsage().maxRSS
console.log(JSON.stringify({ found, held: held / 1024 / 1024 }))

async function read() {
  try {
    const { files } = await openSource(source)
    let rows = 0
    let longest = { problem: null as unknown, length: 0 }
    for (const file of files) {
      for await (const records of readRows(await inspect(file))) {
        rows += records.length
        for (const { problem, raw } of records) {
          if (raw.length > longest.length) longest = { problem, length: raw.length }
        }
      }
    }
    return { rows, longest }
  } catch (error) {
    return { refused: (error as Error).message }
  }
}
