import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { HttpError } from '../platform/http/errors.ts'
import { MOST_BYTES, MOST_VALUES, readNumbers } from './read-numbers.ts'
import { binsOf, momentsOf, quantileOf, Sum, summarize } from './summary.ts'

const sorted = (values: number[]) => Float64Array.from(values).sort()
const near = (found: number | null, expected: number, scale = Math.abs(expected)) =>
  expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(scale, 1))

// + 0: the zero with a sign is the same number to everybody but a test.
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0)
const numbers = fc.array(number, { minLength: 1, maxLength: 200 })

describe('figures of numbers', () => {
  test('agree with what they are by definition', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { count, mean, stddev, min, max, median } = summarize(sorted(values))
        const expected = values.reduce((sum, value) => sum + value, 0) / values.length
        expect({ count, min, max }).toEqual({
          count: values.length,
          min: Math.min(...values),
          max: Math.max(...values),
        })
        near(mean, expected, 1e6)
        const squares = values.reduce((sum, value) => sum + (value - expected) ** 2, 0)
        if (count === 1) expect(stddev).toBeNull()
        else near(stddev, Math.sqrt(squares / (count - 1)), 1e6)
        const inOrder = [...values].sort((a, b) => a - b)
        const middle = (inOrder[(count - 1) >> 1] ?? 0) / 2 + (inOrder[count >> 1] ?? 0) / 2
        near(median, middle, 1e6)
      }),
    )
  })

  test('are those of numpy', () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], p) and numpy.std(…, ddof=1)
    const { quantiles, stddev, mean } = summarize(sorted([3, 1, 4, 1, 5, 9, 2, 6]))
    expect(mean).toBe(3.875)
    near(stddev, 2.748376143938713)
    for (const [p, value] of [
      ['0.05', 1],
      ['0.25', 1.75],
      ['0.5', 3.5],
      ['0.75', 5.25],
      ['0.95', 7.95],
    ] as const) {
      near(quantiles[p] ?? null, value)
    }
    expect(quantileOf(sorted([7]), 0.3)).toBe(7)
  })

  test('keep their digits where a plain sum of squares would lose them', () => {
    const { mean, stddev } = summarize(sorted([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))
    expect(mean).toBe(1e9 + 10)
    near(stddev, Math.sqrt(30))
    const sum = new Sum()
    for (const value of [1, 1e100, 1, -1e100]) sum.add(value)
    expect(sum.total).toBe(2)
    expect(momentsOf(sorted(Array(1000).fill(0.1)))).toMatchObject({ mean: 0.1, squares: 0 })
    expect(summarize(sorted([-1e150, 1e150])).stddev).toBeFinite()
  })

  test('of nothing are null', () => {
    const { count, ...rest } = summarize(sorted([]))
    expect(count).toBe(0)
    expect(Object.values({ ...rest, ...rest.quantiles, quantiles: null })).toEqual(
      Array(11).fill(null),
    )
    expect(binsOf(sorted([]))).toEqual([])
    expect(new Sum().mean).toBeNull()
  })
})

describe('a histogram', () => {
  const anything = fc.oneof(
    numbers,
    fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
    fc.array(fc.double({ min: -1e150, max: 1e150, noNaN: true }), { minLength: 1 }),
    fc.array(fc.double({ min: 0, max: 1e-9, noNaN: true }), { minLength: 1 }),
  )
  test('counts every number once, in bins that follow one another', () => {
    fc.assert(
      fc.property(anything, (values) => {
        const bins = binsOf(sorted(values))
        expect(bins.length).toBeLessThanOrEqual(150)
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        for (const [at, { from, to, count }] of bins.entries()) {
          const last = at === bins.length - 1
          if (bins.length > 1) expect(from).toBeLessThan(to)
          if (at > 0) expect(from).toBe(bins[at - 1]?.to ?? Number.NaN)
          const inside = (value: number) => value >= from && (last ? value <= to : value < to)
          expect(count).toBe(values.filter(inside).length)
        }
      }),
    )
  })

  test('gives each whole number its own bin where there are few, and round edges else', () => {
    expect(binsOf(sorted([1, 1, 2, 4]))).toEqual([
      { from: 1, to: 2, count: 2 },
      { from: 2, to: 3, count: 1 },
      { from: 3, to: 4, count: 0 },
      { from: 4, to: 5, count: 1 },
    ])
    expect(binsOf(sorted([5, 5]))).toEqual([{ from: 5, to: 5, count: 2 }])
    const tenths = binsOf(Float64Array.from({ length: 1000 }, (_, at) => at / 999))
    expect(tenths.map(({ from }) => from)).toEqual(tenths.map((_, at) => at / tenths.length))
  })

  test('is not flattened by one number far out', () => {
    const values = [...Array.from({ length: 999 }, (_, at) => at % 100), 1e6]
    const bins = binsOf(sorted(values))
    expect(Math.max(...bins.map(({ count }) => count))).toBeLessThan(300)
    expect(bins.at(-1)).toMatchObject({ to: 1e6, count: 1 })
  })
})

describe('a body of numbers', () => {
  const read = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const request = new Request('http://localhost/', { method: 'POST', body, headers })
    return Float64Array.from(await readNumbers(request)).sort()
  }
  const pieces = (text: string, size: number) => {
    const bytes = new TextEncoder().encode(text)
    return new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.subarray(at, at + size))
        }
        controller.close()
      },
    })
  }

  test('is read wherever it is cut', async () => {
    const text = ' {\n"values" :\t[ -1.5e3 , 0, 2E+2,3.25,\r\n-0.5 ] } '
    for (let size = 1; size < text.length; size++) {
      expect(await read(pieces(text, size))).toEqual(Float64Array.of(-1500, -0.5, 0, 3.25, 200))
    }
    expect(await read('{"v\\u0061lues":[1]}')).toEqual(Float64Array.of(1))
  })

  test('gives what JSON.parse gives', async () => {
    const values = fc.array(
      fc.double({ noNaN: true, min: -1e150, max: 1e150 }).map((value) => value + 0),
    )
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 1, max: 9 }), async (values, size) => {
        const text = JSON.stringify({ values })
        const expected = Float64Array.from(JSON.parse(text).values).sort()
        expect(await read(pieces(text, size))).toEqual(expected)
      }),
    )
  })

  test('is refused with whatever is not JSON, and JSON is never called malformed', async () => {
    const status = (body: string) =>
      read(body).then(
        () => 200,
        (error) => (error as HttpError).status,
      )
    const texts = fc
      .array(fc.constantFrom(...'{}[]",:-+.01eE \\tfn'.split(''), '"values":', 'null', '1'))
      .map((parts) => parts.join(''))
    const bodies = fc.oneof(
      texts,
      fc.json(),
      fc.json().map((text) => `{"values":${text}}`),
      fc.json().map((text) => `{"values":[1,${text}]}`),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const found = await status(body)
        let wellFormed = true
        try {
          JSON.parse(body)
        } catch {
          wellFormed = false
        }
        expect(wellFormed ? [200, 422] : [400]).toContain(found)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['', 400, 'empty'],
    ['{"values":[1,2', 400, 'not JSON'],
    ['{"values":[1,]}', 400, 'not JSON'],
    ['{"values":[01]}', 400, 'not JSON'],
    ['{"values":[NaN]}', 400, 'not JSON'],
    ['{"values":[1]}{', 400, 'not JSON'],
    ['{"values":[true]}', 422, 'values[0]: is true'],
    ['{"values":[1,{}]}', 422, 'values[1]: is an object'],
    ['{"values":[1,"2"]}', 422, 'values[1]: is text'],
    ['{"values":[1,2,null]}', 422, 'values[2]: is null'],
    ['{"values":[[1]]}', 422, 'values[0]: is a list'],
    ['{"values":[1e999]}', 422, 'values[0]: is larger than'],
    ['{"values":{}}', 422, 'values: is not a list'],
    ['{"values":[1],"more":[2]}', 422, 'more: is not a field here'],
    ['null', 422, 'values: is missing'],
    ['{"numbers":[1]}', 422, 'numbers: is not a field here'],
    ['[1,2]', 422, 'values: is missing'],
    ['{}', 422, 'values: is missing'],
  ])('%s is a %i', async (body, status, words) => {
    const error = await read(body).catch((error) => error)
    expect(error).toBeInstanceOf(HttpError)
    expect([error.status, error.message]).toEqual([status, expect.stringContaining(words)])
  })

  test('may hold a million numbers and not one more', async () => {
    const most = `{"values":[${'1,'.repeat(MOST_VALUES - 1)}1`
    expect(await read(`${most}]}`)).toHaveLength(MOST_VALUES)
    expect(read(`${most},1]}`)).rejects.toMatchObject({ status: 413 })
  })

  test('is refused before it is read where it says that it is too long, and while it is read else', async () => {
    const length = { 'content-length': String(MOST_BYTES + 1) }
    expect(read('{}', length)).rejects.toMatchObject({ status: 413 })
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(2 ** 20).fill(0x20))
      },
    })
    expect(read(endless)).rejects.toMatchObject({ status: 413 })
    await Bun.sleep(50)
    expect(pulled).toBeLessThan(40)
  })
})
