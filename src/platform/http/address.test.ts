import { expect, test } from 'bun:test'
import { addressOf, hostOf, isLoopback, ownPath } from './address.ts'
import { checkAddress } from './check-address.ts'

const ask = (path: string, host = 'localhost') =>
  ({ url: `http://${host}${path}`, headers: new Headers({ host }) }) as Request
const refusal = (request: Request) => {
  try {
    checkAddress(request, 100)
    return null
  } catch (error) {
    return (error as { status: number }).status
  }
}

test.each([
  ['/%09/evil.example/', '/%09/evil.example/'],
  ['/\t/evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['\t//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//evil.example', '/evil.example'],
  ['/€?q=é#à', '/%E2%82%AC?q=%C3%A9#%C3%A0'],
  ['/cars?brand=Honda', '/cars?brand=Honda'],
  ['', '/'],
])('%j leads to %j and stays on this site', (wanted, path) => {
  expect(ownPath(wanted)).toBe(path)
  expect(new URL(ownPath(wanted), 'http://here.example').host).toBe('here.example')
})

test.each(['a b', '', 'x/y', 'u@h', 'x:99999', '[::1', 'ü', 'a..b', 'x?y', '"><b>'])(
  'Host %j is a 400',
  (host) => {
    expect(refusal(ask('/cars', host))).toBe(400)
    expect(addressOf(ask('/cars?x=1', host)).pathname).toEndWith('/cars')
  },
)

test.each(['localhost', 'localhost:3000', '[::1]:80', '10.0.0.1', 'cars.example.', 'a_b.svc'])(
  'Host %j is one',
  (host) => {
    expect(refusal(ask('/cars', host))).toBeNull()
    expect(hostOf(ask('/', host))).toBe(host)
  },
)

test('a path that is no UTF-8 is a 400, a long address a 414', () => {
  expect(refusal(ask('/cars/%E0%A4%A'))).toBe(400)
  expect(refusal(ask('/cars/%'))).toBe(400)
  expect(refusal(ask(`/cars?q=${'x'.repeat(100)}`))).toBe(414)
  expect(refusal(ask('/cars/%2F%25'))).toBeNull()
})

test('loopback names are this machine, with and without a port', () => {
  expect(['localhost:1', '127.0.0.1', '[::1]:3', '::1', 'LOCALHOST'].every(isLoopback)).toBe(true)
  expect(['localhost.evil', '127.0.0.1.nip.io', '0.0.0.0'].some(isLoopback)).toBe(false)
})
