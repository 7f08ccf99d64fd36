/** A line of JSON for each row. */
export const ndjson = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The same of rows that come in batches. */
export async function* ndjsonFile(batches: AsyncIterable<readonly object[]>) {
  for await (const batch of batches) yield ndjson(batch)
}
