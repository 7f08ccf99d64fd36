import { expect, test } from 'bun:test'
import { checkKept, checkSecrets } from './secret-checks.ts'

const GOOD: Record<string, string> = {
  adminToken: 'sixteen characters',
  databaseUrl: 'mongodb://u:p@db.example/forecourt',
  databasePassword: 'longenough',
  databaseAdminPassword: 'longenough',
  databaseKeyfile: 'abcdefABCDEF0123',
  kafkaPassword: 'secret',
  s3AccessKeyId: 'id',
  s3SecretAccessKey: 'secret',
}
const BAD: Record<string, string> = {
  adminToken: 'thirteen char',
  databaseUrl: 'postgres://db',
  databasePassword: 'short',
  databaseAdminPassword: 'with a space',
  databaseKeyfile: '…',
  kafkaPassword: 'with a space',
  s3AccessKeyId: '',
  s3SecretAccessKey: '',
}

test('good secrets pass, and none need be there', () => {
  expect(() => checkSecrets((name) => GOOD[name])).not.toThrow()
  expect(() => checkSecrets(() => undefined)).not.toThrow()
})

test.each(Object.entries(BAD))('%s that no program takes is refused by name', (name, value) => {
  const check = () => checkSecrets((asked) => (asked === name ? value : GOOD[asked]))
  expect(check).toThrow(`forecourt:${name}: must`)
  try {
    check()
  } catch (error) {
    if (value.length > 3) expect(String(error)).not.toContain(value)
  }
})

test('a Secret that is in the cluster is looked at in the same way', () => {
  expect(() => checkKept('admin-token', { token: GOOD.adminToken ?? '' })).not.toThrow()
  expect(() => checkKept('admin-token', { token: 'thirteen char' })).toThrow(
    'the Secret admin-token, key token: must have 16 characters or more',
  )
  expect(() => checkKept('of-somebody-else', { token: '' })).not.toThrow()
})
