import { expect, test } from 'bun:test'
import { testApp } from '../../../tests/support/app.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

test('a request keeps its id and its trace, and anything else gets new ones', async () => {
  const { get, close } = await testApp({}, { empty: true })
  const same = await get('/api', {
    'x-request-id': 'order-12345678',
    traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
  })
  expect(same.headers.get('x-request-id')).toBe('order-12345678')
  expect(same.headers.get('traceparent')).toMatch(
    new RegExp(`^00-${TRACE}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`),
  )
  const wrong = ['', 'x', 'a b c d e f g', '<script>alert(1)</script>', 'x'.repeat(101)]
  for (const id of wrong) {
    const { headers } = await get('/nope', { 'x-request-id': id })
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
  for (const traceparent of [
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
  ]) {
    const { headers } = await get('/api', { traceparent })
    expect(headers.get('traceparent')).toMatch(/^00-(?!0{32}|4bf9)[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  }
  await close()
})

test('requests are measured by route, method and status, and never by what strangers write', async () => {
  const { app, get, close } = await testApp({}, { empty: true })
  await get('/imports/77')
  await get('/cars/some-words')
  await get('/never-heard-of')
  await get('/about/')
  await app.handle(
    new Request('http://localhost/api', { method: 'PROPFIND', headers: { host: 'localhost' } }),
  )
  await Bun.sleep(20)
  const text = await (await get('/metrics')).text()
  for (const labels of [
    'http_request_method="GET",http_route="/imports/:id",http_response_status_code="404"',
    'http_request_method="GET",http_route="/cars/:id",http_response_status_code="503"',
    'http_request_method="GET",http_route="none",http_response_status_code="404"',
    'http_request_method="GET",http_route="none",http_response_status_code="308"',
    'http_request_method="_OTHER",http_route="none",http_response_status_code="405"',
  ]) {
    expect(text).toContain(`http_server_requests_total{${labels}`)
  }
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toMatch(/some-words|never-heard-of|PROPFIND/)
  await close()
})
