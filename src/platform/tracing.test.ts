import { afterAll, expect, test } from 'bun:test'
import { testApp } from '../../tests/support/app.ts'
import { currentTrace, currentTraceparent, inSpan, startTracing } from './tracing.ts'

type Sent = { name: string; traceId: string; spanId: string; parentSpanId?: string; kind: number }
const sent: Sent[] = []
const collector = Bun.serve({
  port: 0,
  async fetch(request) {
    const body = JSON.parse(new TextDecoder().decode(await request.bytes()))
    for (const resource of body.resourceSpans)
      for (const scope of resource.scopeSpans) sent.push(...scope.spans)
    return Response.json({})
  },
})
afterAll(() => collector.stop(true))
const settings = { ratio: 1, service: 'web', version: '1', environment: 'test' }

test('without an endpoint there is no span, and the work is just done', async () => {
  const tracing = await startTracing({ ...settings, endpoint: null })
  expect(inSpan('x', {}, (span) => [span, currentTrace()])).toEqual([null, null])
  await tracing.stop()
})

const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('a request is one trace from the edge to the store, and goes on where its client began', async () => {
  const endpoint = `http://127.0.0.1:${collector.port}`
  const tracing = await startTracing({ ...settings, endpoint })
  const market = await testApp({ CACHE_MB: '4' })
  const found = await market.get('/cars?brand=Honda', { traceparent: parent })
  expect(found.headers.get('traceparent')).toStartWith('00-4bf92f3577b34da6a3ce929d0e0e4736-')
  const missing = await market.get('/api/cars/nothing', { traceparent: parent })
  expect(await missing.json()).toMatchObject({ trace: '4bf92f3577b34da6a3ce929d0e0e4736' })
  const page = await market.get('/nothing', { traceparent: parent })
  expect(await page.text()).toContain('4bf92f3577b34da6a3ce929d0e0e4736')
  const again = await market.get('/cars?brand=Honda', { traceparent: parent })
  expect(again.status).toBe(200)
  await tracing.stop()
  await market.close()
  const ours = sent.filter(({ traceId }) => traceId === '4bf92f3577b34da6a3ce929d0e0e4736')
  const root = ours.find(({ name }) => name === 'GET /cars')
  expect(root).toMatchObject({ parentSpanId: '00f067aa0ba902b7', kind: 2 })
  expect(found.headers.get('traceparent')).toContain(root?.spanId ?? 'none')
  expect(ours.find(({ name }) => name === 'render')?.parentSpanId).toBe(root?.spanId)
  // Kept answers too are named by their route.
  expect(ours.filter(({ name }) => name === 'GET /cars')).toHaveLength(2)
  expect(ours.map(({ name }) => name)).toContain('GET /api/cars/:id')
})

test('what is not sampled by its client is not sent, and is told on', async () => {
  sent.length = 0
  const tracing = await startTracing({
    ...settings,
    endpoint: `http://127.0.0.1:${collector.port}`,
  })
  const unsampled = parent.replace(/01$/, '00')
  inSpan('quiet', { parent: unsampled }, () => {
    expect(currentTraceparent()).toEndWith('-00')
  })
  await expect(inSpan('loud', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await tracing.stop()
  expect(sent.map(({ name }) => name)).toEqual(['loud'])
})
