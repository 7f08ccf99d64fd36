import { expect, test } from 'bun:test'
import { NotFoundError } from 'elysia'
import { testApp } from '../../../tests/support/app.ts'
import { asHttpError, methodsAt } from './methods.ts'

test('a path has the methods of the routes that it fits', () => {
  const routes = [
    { method: 'GET', path: '/api/cars' },
    { method: 'GET', path: '/api/imports' },
    { method: 'POST', path: '/api/imports' },
    { method: 'GET', path: '/api/cars/:id' },
    { method: 'GET', path: '/assets/*' },
  ]
  expect(methodsAt(routes, '/api/imports')).toEqual(['GET', 'POST'])
  expect(methodsAt(routes, '/api/cars/1')).toEqual(['GET'])
  expect(methodsAt(routes, '/assets/a/b.css')).toEqual(['GET'])
  expect(methodsAt(routes, '/api/cars/')).toEqual([])
  expect(methodsAt(routes, '/api/cars/1/2')).toEqual([])
})

test('a method that a path does not know is told from a path that is not there', async () => {
  const { post, close } = await testApp({}, { empty: true })
  const wrong = await post('/api/cars', '{}')
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')).toBe('GET, HEAD')
  expect(await wrong.json()).toMatchObject({
    title: 'Method not allowed',
    detail: 'There is no POST at /api/cars: it takes GET, HEAD.',
  })
  const page = await post('/cars', 'a=b')
  expect([page.status, page.headers.get('content-type')]).toEqual([405, 'text/html; charset=utf-8'])
  expect((await post('/api/nothing', '{}')).status).toBe(404)
  await close()
})

test('an address without a page is named as it was followed, with its method where that is another', () => {
  const words = (method: string) => {
    const asked = new Request('http://localhost/nowhere?a=b', { method })
    return asHttpError(new NotFoundError(), asked, [])?.words.values
  }
  expect(words('GET')).toEqual({ address: '/nowhere' })
  expect(words('POST')).toEqual({ address: 'POST /nowhere' })
})
