import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { createApp } from '../../app.tsx'
import { LoopLag } from '../loop-lag.ts'

describe('SHED_LAG', () => {
  let tested: TestApp
  let lag = 0
  let get: (path: string) => Promise<Response>
  beforeAll(async () => {
    tested = await testApp({ SHED_LAG: '300' })
    const app = createApp({ ...tested.deps, lag: () => lag })
    get = (path) => app.handle(new Request(`http://localhost${path}`))
  }, 60_000)
  afterAll(() => tested.close())

  test('answers as ever below it', async () => {
    lag = 300
    expect((await get('/api/cars?limit=3')).status).toBe(200)
  })

  test('turns away beyond it, with when to come back, and counts it', async () => {
    lag = 301
    const answer = await get('/api/cars?limit=4')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect((await answer.json()).detail).toBe('Too busy; ask again in 5 s.')
    await Bun.sleep(10)
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toMatch(/forecourt_refused_requests_total\{.*reason="shed".*\} 1\n/)
  })

  test('never turns away a probe, nor what is kept', async () => {
    lag = 5000
    expect((await get('/health/live')).status).toBe(200)
    expect((await get('/health/ready')).status).toBe(200)
    expect((await get('/api/cars?limit=3')).status).toBe(200)
    expect((await get('/cars')).status).toBe(503)
  })
})

test('0 turns nobody away', async () => {
  const { deps, close } = await testApp({ SHED_LAG: '0' }, { empty: true })
  const app = createApp({ ...deps, lag: () => 99_999 })
  expect((await app.handle(new Request('http://localhost/api'))).status).toBe(200)
  await close()
})

describe('the lag of the event loop', () => {
  const after = (late: number[]) => {
    let now = 0
    const lag = new LoopLag(now)
    for (const each of late) {
      now += 100 + each
      lag.look(now)
    }
    return lag.value
  }

  test('is what timers are late by, once that lasts', () => {
    expect(after(Array.from({ length: 120 }, () => 400))).toBeCloseTo(400, 0)
    expect(after([...Array.from({ length: 60 }, () => 400), ...Array(60).fill(0)])).toBeLessThan(1)
  })

  test('is small after one long step', () => {
    expect(after([0, 0, 1500, 0])).toBeLessThan(150)
  })
})
