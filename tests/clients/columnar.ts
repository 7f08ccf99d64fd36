/*
 * The typed files of a running server, read by pyarrow and DuckDB. Skipped by name where Python or PyPI is missing.
 */
import { join } from 'node:path'
import { Checks, must } from '../support/checks.ts'
import { pythonWith } from '../support/python.ts'
import { settled, startServer } from '../support/server.ts'

/** Prints for each file what three sums of its rows are, and whether pyarrow finds both alike. */
const READ = `
import sys, duckdb, pyarrow.ipc, pyarrow.parquet
arrow = pyarrow.ipc.open_file("cars.arrow").read_all()
parquet = pyarrow.parquet.read_table("cars.parquet")
sums = "SELECT count(*), sum(price), min(registered_on), sum(len(flags)) FROM "
print("arrow", *duckdb.sql(sums + "arrow").fetchall()[0])
print("parquet", *duckdb.sql(sums + "'cars.parquet'").fetchall()[0])
print("alike", arrow.to_pylist() == parquet.to_pylist())
about = {key.decode(): value.decode() for key, value in arrow.schema.metadata.items()}
print("about", about["rows"], about["snapshot"], pyarrow.parquet.read_metadata("cars.parquet").metadata[b"rows"].decode())
`

const checks = new Checks()
const python = await pythonWith('pyarrow==26.0.1', 'duckdb==2.0.1')
if (typeof python === 'string') checks.none(python)
else {
  const server = await startServer()
  try {
    await settled(server.url)
    for (const format of ['arrow', 'parquet']) {
      const answer = await fetch(`${server.url}/api/cars.${format}`)
      await Bun.write(join(python.folder, `cars.${format}`), await answer.bytes())
    }
    const text = await (await fetch(`${server.url}/api/cars.ndjson`)).text()
    const cars = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const dates = cars.map((car) => car.registered_on).filter((date) => date !== null)
    const flags = cars.reduce((sum, car) => sum + car.flags.length, 0)
    const price = cars.reduce((sum, car) => sum + car.price, 0)
    const sums = `${cars.length} ${price} ${dates.toSorted()[0]} ${flags}`
    const child = Bun.spawnSync([join(python.bin, 'python'), '-c', READ], { cwd: python.folder })
    const said = `${child.stdout}${child.stderr}`
    for (const line of [
      `arrow ${sums}`,
      `parquet ${sums}`,
      'alike True',
      `about ${cars.length} 1 ${cars.length}`,
    ]) {
      await checks.check(`pyarrow and DuckDB read: ${line}`, async () =>
        must(said.includes(`${line}\n`), said),
      )
    }
  } finally {
    await server.stop()
    python.remove()
  }
}
checks.finish()
