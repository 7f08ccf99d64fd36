/*
 * `bun tests/support/read-rows.ts SOURCE`: reads all rows of a list in a process of its own, so that what it holds at most
 * can be told from what others hold. Prints as JSON how many rows there are and how much is kept of the longest, or why
 * there are none.
 */
import { inspect, readRows } from '../../src/imports/reading/inspect.ts'
import { openSource } from '../../src/imports/sources/index.ts'

const [source = ''] = process.argv.slice(2)
try {
  const { files } = await openSource(source)
  let rows = 0
  let longest = 0
  for (const file of files) {
    for await (const records of readRows(await inspect(file))) {
      rows += records.length
      longest = Math.max(longest, ...records.map(({ raw }) => raw.length))
    }
  }
  console.log(JSON.stringify({ rows, longest }))
} catch (error) {
  console.log(JSON.stringify({ refused: (error as Error).message }))
}
