import { expect, test } from 'bun:test'
import { type Answers, answersIn, walk } from './canary.ts'

/** @param seen what the canary's pods say, one after the other; null: they cannot be asked */
function readers(seen: (Answers | null)[]) {
  const weights: number[] = []
  const said: string[] = []
  const parts = {
    setWeight: async (percent: number) => void weights.push(percent),
    answers: async () => {
      const next = seen.shift()
      if (!next) throw new Error('they cannot be asked')
      return next
    },
    pause: async () => {},
    say: (line: string) => void said.push(line),
  }
  return { parts, weights, said }
}
const answers = (all: number, failed = 0) => ({ all, failed })

test.each<[string, (Answers | null)[], boolean, number[]]>([
  ['goes well', [answers(0), answers(100), answers(600), answers(1600, 2)], true, [5, 25, 50]],
  ['fails at the second step', [answers(0), answers(100), answers(200, 30)], false, [5, 25, 0]],
  ['fails from the start', [answers(9), answers(10, 1)], false, [5, 0]],
  [
    'has old errors alone',
    [answers(9, 9), answers(50, 9), answers(90, 9), answers(99, 9)],
    true,
    [5, 25, 50],
  ],
  ['is restarted', [answers(500), answers(20)], false, [5, 0]],
  ['cannot be asked', [answers(0), null], false, [5, 0]],
  ['gets no readers', [answers(3), answers(3), answers(3), answers(3)], true, [5, 25, 50]],
])('a canary that %s', async (_, seen, went, order) => {
  const { parts, weights, said } = readers(seen)
  expect(await walk([5, 25, 50], parts)).toBe(went)
  expect(weights).toEqual(order)
  expect(said.length).toBeGreaterThan(0)
})

test('answers are read from the metrics that the server writes', () => {
  const line = (status: number, count: number) =>
    `http_server_requests_total{http_request_method="GET",http_route="/cars",http_response_status_code="${status}",service="web"} ${count}\n`
  expect(
    answersIn(`# TYPE x counter\n${line(200, 40)}${line(404, 3)}${line(503, 2)}other{} 7\n`),
  ).toEqual({
    all: 45,
    failed: 2,
  })
})
