import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const running: Bun.Subprocess[] = []
afterAll(() => {
  for (const each of running) each.kill('SIGKILL')
})

/** The service as a container runs it, with a DATABASE_URL that would fail if anything opened it. */
async function start(name: string) {
  const child = Bun.spawn([process.execPath, `sidecars/${name}/main.ts`], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', DATABASE_URL: 'sqlite:/nowhere/at/all.db' },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  running.push(child)
  let said = ''
  for await (const chunk of child.stdout) {
    said += new TextDecoder().decode(chunk)
    const url = said.match(/serves (http:\/\/[^"\s]+?)\/?"/)?.[1]
    if (url) return { child, url }
  }
  throw new Error(`it did not start: ${said}`)
}

describe.each([
  ['calculator', '/api/calculator/add?a=0.1&b=0.2', undefined, { result: 0.3 }],
  ['statistics', '/api/statistics/mean', '{"values":[1,2,6]}', { count: 3, mean: 3 }],
])('the %s service', (name, path, body, expected) => {
  test('answers, says how it is, counts, and ends when it is told', async () => {
    const { child, url } = await start(name)
    const method = body === undefined ? 'GET' : 'POST'
    const ask = (to: string) => fetch(url + to, { method, ...(body !== undefined && { body }) })
    expect(await (await ask(path)).json()).toMatchObject(expected)
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    const unknown = await fetch(`${url}/api/nothing`)
    expect(unknown.status).toBe(404)
    expect(unknown.headers.get('content-type')).toStartWith('application/problem+json')
    const wrong = await fetch(`${url}/api/calculator/divide?a=1&b=0`)
    expect(wrong.status).toBe(name === 'calculator' ? 422 : 404)
    await Bun.sleep(20)
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const route = path.split('?')[0]
    expect(metrics).toContain(
      `http_server_requests_total{http_request_method="${method}",http_route="${route}",http_response_status_code="200",service="${name}"`,
    )
    expect(metrics).toMatch(/http_server_requests_total\{[^}]*http_response_status_code="404"/)
    expect(metrics).toContain('http_server_request_duration_seconds_bucket')
    child.kill('SIGTERM')
    expect(await child.exited).toBe(0)
  })
})

test('a wrong port is one line and exit 2', async () => {
  const child = Bun.spawn([process.execPath, 'sidecars/calculator/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: 'x' },
    stderr: 'pipe',
  })
  expect(await child.exited).toBe(2)
  expect(await new Response(child.stderr).text()).toStartWith('calculator: PORT=')
})
