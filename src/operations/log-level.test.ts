import { expect, test } from 'bun:test'
import { testApp } from '../../tests/support/app.ts'

const TOKEN = 'a-token-of-an-operator'
const bearer = { authorization: `Bearer ${TOKEN}` }

test('an operator changes what is logged, and nobody else does', async () => {
  const market = await testApp({ ADMIN_TOKEN: TOKEN, HOST: '0.0.0.0' }, { empty: true })
  const change = (body: string, headers = {}) => market.post('/api/log-level', body, headers)
  expect((await change('{"level":"debug"}')).status).toBe(401)
  expect((await change('{"level":"loud"}', bearer)).status).toBe(422)
  expect(await (await change('{"level":"debug"}', bearer)).json()).toEqual({ level: 'debug' })
  expect(await (await market.get('/api/log-level')).json()).toEqual({ level: 'debug' })
  expect(market.deps.log.level).toBe('debug')
  await market.close()
})
