import { expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { access, withoutAccess } from './access.ts'

const answer = async () => new Response('x')

test('a route that changes something and does not say for whom is found', () => {
  const { routes } = new Elysia()
    .use(access)
    .get('/read', answer)
    .post('/stated', answer, { access: 'operator', parse: 'none' })
    .post('/open', answer, { access: 'anyone' })
    .post('/forgotten', answer)
    .delete('/forgotten/:id', answer)
  expect(withoutAccess(routes)).toEqual(['POST /forgotten', 'DELETE /forgotten/:id'])
})

test('without the edge before it, a route that is for the operator refuses everybody', async () => {
  const app = new Elysia().use(access).post('/x', answer, { access: 'operator' })
  for (const headers of [{}, { authorization: 'Bearer x' }, { host: 'localhost' }]) {
    const asked = new Request('http://localhost/x', { method: 'POST', headers })
    expect((await app.handle(asked)).ok).toBe(false)
  }
})
