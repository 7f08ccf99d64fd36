/*
 * The price model beside LightGBM, which is given the same cars in the same folds and the same fields beyond attributes.
 * `bun tests/model/main.ts [FILE…]`: the bundled sample, the real file where it is, and whatever else is named. Skipped
 * by name where Python or PyPI is missing.
 */
import { basename, join } from 'node:path'
import { run } from '../../deploy/command.ts'
import type { Car } from '../../src/listing/car.ts'
import { average, coverageBy, crossValidate } from '../../src/pricing/evaluation.ts'
import { nearDuplicates, shuffled } from '../../src/pricing/folds.ts'
import { readMarket } from '../../src/tools/read-market.ts'
import { Checks, must } from '../support/checks.ts'
import { pythonWith } from '../support/python.ts'
import { hasRealFile, REAL_FILE } from '../support/real-file.ts'

/** Cars of a larger market that are drawn: ten trainings of more would take an hour. */
const MOST = 12_000
/** The mean error of the log price, against LightGBM's. */
const GOAL = 0.95

const named = process.argv.slice(2)
const markets = named.length > 0 ? named : ['sample', ...(hasRealFile ? [REAL_FILE] : [])]
const checks: Checks = new Checks()
const python = await pythonWith('lightgbm==4.7.0', 'numpy==2.4.6', 'scipy==1.17.1')
if (typeof python === 'string') checks.none(python)
else {
  const rows: string[] = []
  for (const market of markets) {
    const name = basename(market)
    await checks.check(`${name}: beside LightGBM`, async () => {
      const { cars } = await readMarket(market)
      const drawn = shuffled(cars.length, 7).subarray(0, MOST)
      const figures = await compare(
        Array.from(drawn, (row) => cars[row] as Car),
        python,
      )
      const { own, other, covered, count } = figures
      rows.push(
        `| ${name} | ${count} | ${own.toFixed(2)} | ${other.toFixed(2)} | ${(own / other).toFixed(2)} | ${covered.toFixed(1)} % |`,
      )
      must(covered > 88 && covered < 92, `${covered.toFixed(1)} % covered, 90 is meant`)
      must(
        own <= GOAL * other,
        `${(own / other).toFixed(2)} × LightGBM's error, at most ${GOAL} is meant`,
      )
    })
  }
  console.log(
    [
      '',
      '| market | cars | error of the log price, % | LightGBM | ratio | covered |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n'),
  )
  python.remove()
}
checks.finish()

async function compare(cars: Car[], { bin, folder }: { bin: string; folder: string }) {
  const { model, folds } = crossValidate(cars, nearDuplicates(cars), 101)
  const lines = cars.map((car, row) => {
    const { brand, base_model, trim, transmission, fuel, spare_key, state } = car
    const words = [
      brand,
      `${brand} ${base_model}`,
      trim,
      transmission,
      fuel,
      String(spare_key),
      state,
    ]
    const numbers = [car.year, car.engine_cc, car.km, car.owners]
    return JSON.stringify({ fold: folds[row], price: car.price, words, numbers })
  })
  const file = join(folder, 'cars.ndjson')
  await Bun.write(file, lines.join('\n'))
  const { code, out, said } = await run([join(bin, 'python'), 'tests/model/peer.py', file])
  must(code === 0, said)
  const others = out.split('\n').map(Number)
  must(others.length === cars.length, `${others.length} prices for ${cars.length} cars`)
  const error = (prices: number[]) =>
    100 *
    average(cars.map(({ price }, row) => Math.abs(Math.log(price / (prices[row] ?? Number.NaN)))))
  return {
    count: cars.length,
    own: error(model.map(({ price }) => price)),
    other: error(others),
    covered: coverageBy(cars, model, () => 'all').get('all')?.coverage ?? Number.NaN,
  }
}
