import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { message, say } from '../language/message.ts'
import { asRead } from '../language/reader.testing.ts'
import { addressOf, isLoopback, ownPath } from './address.ts'
import { checkAddress } from './check-address.ts'
import { clientKey, clientOf, isTrusted, readNetworks } from './client.ts'
import { contextOf, traceparent } from './context.ts'
import { fieldsInEnglish, HttpError, problemsOf, refusal } from './errors.ts'
import { allowed, methodsAt } from './methods.ts'
import { readFraction, readWhole } from './numbers.ts'
import { TITLES } from './status-titles.ts'

const at = (url: string, host = 'localhost') =>
  ({ url, headers: new Headers({ host }) }) as unknown as Request

describe('the address of a request', () => {
  test.each([
    ['http://localhost', '/', ''],
    ['http://localhost/', '/', ''],
    ['http://localhost/cars', '/cars', ''],
    ['http://localhost/cars?', '/cars', '?'],
    ['http://localhost/cars?a=b?c', '/cars', '?a=b?c'],
    ['http://localhost/cars?a=1#part', '/cars', '?a=1'],
    ['http://localhost/cars#part?x', '/cars', ''],
    ['https://a.example:8443//x', '//x', ''],
  ])('%s is the path %j and the query %j', (url, pathname, search) => {
    expect(addressOf(at(url))).toEqual({ pathname, search })
  })

  test('never throws, and keeps every character of path and query', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), fc.string(), (path, query, host) => {
        const url = `http://${host.replace(/[/#?:]/g, '')}/x${path}?${query}`
        expect(addressOf(at(url))).toEqual({ pathname: `/x${path}`, search: `?${query}` })
      }),
    )
  })

  test('is either fine or refused with a status of the client', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (host, path) => {
        try {
          checkAddress({ url: `http://localhost/${path}`, headers: headersOf(host) } as Request, 50)
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError)
          expect([400, 414]).toContain((error as HttpError).status)
        }
      }),
    )
  })

  test('counts its characters to the last one', () => {
    const long = (more: number) => `http://localhost/${'x'.repeat(48 + more)}?`
    expect(() => checkAddress(at(long(0)), 50)).not.toThrow()
    expect(() => checkAddress(at(long(1)), 50)).toThrow('longer than 50')
  })
})

/** As a request has them, but for hosts that no request would let through. */
function headersOf(host: string) {
  return { get: () => host } as unknown as Headers
}

test('a place to be led to is within this site, whatever was asked for', () => {
  const wanted = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.string().map((text) => `/${text}`),
    fc.constantFrom('/', '\\', '\t', '//').chain((start) => fc.webUrl().map((url) => start + url)),
  )
  fc.assert(
    fc.property(wanted, (text) => {
      const path = ownPath(text)
      expect(path).toMatch(/^\/(?![/\\])/)
      expect(new URL(path, 'https://here.example').origin).toBe('https://here.example')
      expect(ownPath(path)).toBe(path)
    }),
    { numRuns: 500 },
  )
})

test('no name but those of loopback is this machine', () => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      expect(isLoopback(host)).toBe(false)
      expect(isLoopback(`localhost.${host}:${port}`)).toBe(false)
      expect(isLoopback(`localhost:${port}`)).toBe(true)
    }),
  )
})

describe('whose request it is', () => {
  const trusted = readNetworks('10.0.0.0/8 fd00::/8, 192.0.2.7')
  const outside = fc
    .tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((parts) => parts.join('.'))
  const inside = fc
    .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    .map((parts) => `10.${parts.join('.')}`)

  test('is the nearest address that no trusted proxy has, whatever stands before it', () => {
    const made = fc.array(fc.oneof(outside, fc.constantFrom('unknown', '', '<script>')))
    fc.assert(
      fc.property(made, outside, fc.array(inside, { minLength: 1 }), (before, client, proxies) => {
        const [last = '', ...hops] = proxies
        const list = [...before, client, ...hops].join(', ')
        expect(clientOf(last, new Headers({ 'x-forwarded-for': list }), trusted)).toBe(client)
      }),
    )
  })

  test('is the other end where that is not trusted, whatever it says', () => {
    fc.assert(
      fc.property(outside, fc.array(outside), (peer, made) => {
        for (const name of ['x-forwarded-for', 'forwarded']) {
          const headers = new Headers({ [name]: made.join(', ') })
          expect(clientOf(peer, headers, trusted)).toBe(peer)
        }
      }),
    )
  })

  test.each([
    ['for=198.51.100.4', '198.51.100.4'],
    ['for="198.51.100.4:4711"', '198.51.100.4'],
    ['For="[2001:db8::17]:4711"', '2001:db8::17'],
    ['proto=https;for=198.51.100.4;by=10.0.0.9', '198.51.100.4'],
    ['for=203.0.113.9, for=198.51.100.4', '198.51.100.4'],
  ])('is read of Forwarded: %s', (forwarded, client) => {
    expect(clientOf('10.0.0.1', new Headers({ forwarded }), trusted)).toBe(client)
  })

  test('is not known without a connection', () => {
    expect(clientOf(null, new Headers({ 'x-forwarded-for': '1.2.3.4' }), trusted)).toBeNull()
  })

  test.each([
    ['10.255.0.1', true],
    ['::ffff:10.0.0.1', true],
    ['11.0.0.1', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['fd12::1', true],
    ['fe80::1', false],
    ['localhost', false],
    ['', false],
  ])('from %p is believed: %p', (address, believed) => {
    expect(isTrusted(address, trusted)).toBe(believed)
    expect(isTrusted(address, [])).toBe(false)
  })

  test('is counted by address in IPv4, by its /64 in IPv6', () => {
    fc.assert(
      fc.property(outside, outside, (one, other) => {
        expect(clientKey(one) === clientKey(other)).toBe(one === other)
        expect(clientKey(`::ffff:${one}`)).toBe(one)
      }),
    )
    expect(clientKey('2001:db8:1:2:3::4')).toBe(clientKey('2001:db8:1:2::9'))
    expect(clientKey('2001:db8:1:2::9')).not.toBe(clientKey('2001:db8:1:3::9'))
    expect(clientKey('unknown')).toBe('unknown')
  })
})

describe('numbers', () => {
  const separators = fc.constantFrom(',', '_', ' ', '\u00a0', '\u202f')

  test('are whole however people group their digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n }), separators, (value, sign) => {
        const grouped = String(value).replace(/\B(?=(\d{3})+$)/g, sign)
        for (const text of [grouped, `₹${grouped}`, ` ${grouped} `]) {
          expect(readWhole(text)).toBe(Number(value))
        }
        expect(readWhole(`-${grouped}`)).toBe(-Number(value))
      }),
    )
  })

  test('have a point or a comma before what is less than one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), fc.nat(99), (whole, part) => {
        expect(readFraction(`${whole}.${part}`)).toBe(Number(`${whole}.${part}`))
        expect(readFraction(`${whole},${part}`)).toBe(Number(`${whole}.${part}`))
        expect(readFraction(`${whole},${part} %`)).toBe(Number(`${whole}.${part}`))
      }),
    )
  })

  test('are never made of letters, and never NaN', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [readWhole(text), readFraction(text)]) {
          if (typeof read === 'number') expect(text).toMatch(/\d/)
          else expect(read).toBe(text)
          expect(Number.isNaN(read)).toBe(false)
        }
      }),
    )
  })
})

describe('methods of a path', () => {
  const routes = [
    { method: 'GET', path: '/cars' },
    { method: 'GET', path: '/cars/:id' },
    { method: 'DELETE', path: '/cars/:id' },
    { method: 'POST', path: '/cars' },
    { method: 'GET', path: '/assets/*' },
  ]

  test.each([
    ['/cars', ['GET', 'POST']],
    ['/cars/7', ['DELETE', 'GET']],
    ['/cars/', []],
    ['/cars/7/8', []],
    ['/assets/a', ['GET']],
    ['/assets/a/b/c', ['GET']],
    ['/Cars', []],
    ['/', []],
    ['', []],
  ])('%p: %p', (path, methods) => {
    expect(methodsAt(routes, path)).toEqual(methods)
  })

  test('list HEAD where there is GET, each once', () => {
    expect(allowed(['GET', 'POST'])).toBe('GET, POST, HEAD')
    expect(allowed(['HEAD', 'GET'])).toBe('HEAD, GET')
    expect(allowed(['POST'])).toBe('POST')
    expect(allowed([])).toBe('')
  })
})

describe('what is wrong with a request', () => {
  const errors = ['price_min', 'km'].map((parameter) => ({
    parameter,
    message: message('{value} is wrong', { value: `of ${parameter}` }),
  }))

  test('is said field by field, in one line and in a list', () => {
    const line = 'price_min: of price_min is wrong; km: of km is wrong'
    expect(asRead(() => say(problemsOf(errors)))).toBe(line)
    for (const status of [400, 422] as const) {
      const error = refusal(status, errors)
      expect([error.status, error.message, error.details.errors]).toEqual([status, line, errors])
    }
    expect(fieldsInEnglish(errors)).toEqual([
      { parameter: 'price_min', message: 'of price_min is wrong' },
      { parameter: 'km', message: 'of km is wrong' },
    ])
    expect(fieldsInEnglish()).toEqual([])
  })

  test('has a title for each status, and no two the same', () => {
    const titles = Object.values(TITLES)
    expect(titles.every((title) => title.trim() !== '')).toBe(true)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

describe('a request that came past the edge', () => {
  const request = (headers: Record<string, string> = {}) =>
    new Request('http://localhost/cars', { headers })

  test('is that of a stranger, whatever it carries', async () => {
    for (const headers of [{}, { authorization: 'Bearer x' }, { cookie: 'session=x' }]) {
      expect(await contextOf(request(headers)).identity()).toBe('stranger')
    }
  })

  test('keeps a plain id and a valid trace, and has a new span each time', () => {
    const given = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const seen = contextOf(request({ 'x-request-id': 'order:1.2-3_4', traceparent: given }))
    expect(seen.id).toBe('order:1.2-3_4')
    expect(traceparent(seen)).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/)
    const again = contextOf(request({ traceparent: given }))
    expect(again.trace.span).not.toBe(seen.trace.span)
    expect(again.trace.span).not.toBe('00f067aa0ba902b7')
  })

  test.each(['00', '02', 'fe'])('is not sampled with the flags %s', (flags) => {
    const given = `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${flags}`
    expect(contextOf(request({ traceparent: given })).trace.sampled).toBe(false)
  })

  test('is not taken for https by what a stranger says of it', () => {
    expect(contextOf(request({ 'x-forwarded-proto': 'https' })).secure).toBe(false)
    expect(contextOf(new Request('https://localhost/')).secure).toBe(true)
  })
})
