import { expect, test } from 'bun:test'
import { RequestCounts } from './request-counts.ts'

test('requests are counted by their labels, and by how long they took at most', () => {
  const counts = new RequestCounts({ service: 'web', version: 'one "two"\\three\n' })
  const cars = counts.observing({ method: 'GET', route: '/cars', status: '200' })
  for (const seconds of [0, 0.005, 0.0051, 0.3, 11]) cars(seconds)
  // A second look finds the same series.
  counts.observing({ method: 'GET', route: '/cars', status: '200' })(1)
  counts.observing({ method: 'GET', route: '/cars', status: '404' })(0.02)
  const lines = counts.write().split('\n')
  const own = 'service="web",version="one \\"two\\"\\\\three\\n"'
  const found = `http_request_method="GET",http_route="/cars",http_response_status_code="200",${own}`
  const figure = (name: string, labels = found) =>
    lines
      .find((line) => line.startsWith(`${name}{${labels}} `))
      ?.split(' ')
      .at(-1)
  expect(figure('http_server_requests_total')).toBe('6')
  const below = (most: string) =>
    figure('http_server_request_duration_seconds_bucket', `le="${most}",${found}`)
  expect(['0.005', '0.01', '0.25', '0.5', '1', '10', '+Inf'].map(below)).toEqual([
    '2',
    '3',
    '3',
    '4',
    '5',
    '5',
    '6',
  ])
  expect(figure('http_server_request_duration_seconds_count')).toBe('6')
  expect(Number(figure('http_server_request_duration_seconds_sum'))).toBeCloseTo(12.3101)
  expect(lines.filter((line) => line.startsWith('http_server_requests_total{'))).toHaveLength(2)
  expect(lines.filter((line) => line.startsWith('# TYPE'))).toEqual([
    '# TYPE http_server_requests_total counter',
    '# TYPE http_server_request_duration_seconds histogram',
  ])
})
