import { expect, test } from 'bun:test'
import { clientKey, clientOf, isLoopbackAddress, isTrusted, readNetworks } from './client.ts'

const proxies = readNetworks('10.0.0.0/8, 192.0.2.7 fd00::/8')
const from = (connection: string | null, headers: Record<string, string>) =>
  clientOf(connection, new Headers(headers), proxies)

test('forwarding headers are read only behind a trusted proxy', () => {
  const forged = { 'x-forwarded-for': '1.2.3.4' }
  expect(from('198.51.100.1', forged)).toBe('198.51.100.1')
  expect(from('10.1.1.1', forged)).toBe('1.2.3.4')
  expect(from('::ffff:10.1.1.1', forged)).toBe('1.2.3.4')
  expect(from('192.0.2.7', { forwarded: 'for="[2001:db8::1]:4711";proto=https' })).toBe(
    '2001:db8::1',
  )
  expect(from(null, forged)).toBeNull()
})

test('what the client wrote itself, before the nearest untrusted address, is not believed', () => {
  expect(from('10.1.1.1', { 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.9.9.9' })).toBe('1.2.3.4')
  expect(from('10.1.1.1', { 'x-forwarded-for': 'nonsense' })).toBe('10.1.1.1')
  expect(from('10.1.1.1', { 'x-forwarded-for': '10.2.2.2' })).toBe('10.2.2.2')
})

test('addresses are compared by network, whatever their form', () => {
  expect(isTrusted('fd12::1', proxies)).toBe(true)
  expect(isTrusted('192.0.2.8', proxies)).toBe(false)
  expect(isTrusted('', proxies)).toBe(false)
  expect(clientKey('2001:db8:1:2:3:4:5:6')).toBe(clientKey('2001:db8:1:2::9'))
  expect(clientKey('::ffff:1.2.3.4')).toBe('1.2.3.4')
  expect(['127.0.0.9', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true)
  expect(isLoopbackAddress('10.0.0.1')).toBe(false)
})

test('what is no address is named', () => {
  expect(() => readNetworks('10.0.0.1, proxy.example')).toThrow('proxy.example is no address')
  expect(() => readNetworks('10.0.0.0/33')).toThrow('10.0.0.0/33')
  expect(readNetworks('')).toEqual([])
})
