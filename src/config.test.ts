import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { temporaryFolder } from '../tests/support/server.ts'
import { loadConfig, nearMisses, secretsOf } from './config.ts'

test.each([
  [{ PORT: '99999' }, 'PORT="99999"'],
  [{ PORT: 'abc' }, 'PORT="abc"'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL='],
  [{ AS_OF: '2024-02-30' }, 'AS_OF="2024-02-30": must be latest, today or a date'],
  [{ RULE_PACK: 'mars' }, 'RULE_PACK="mars"'],
  [{ CURRENCY: 'rupees' }, 'CURRENCY="rupees": must be a code like INR'],
  [{ SNAPSHOT_KEEP: '0' }, 'SNAPSHOT_KEEP="0"'],
  [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL="javascript:alert(1)": must be an http'],
  [{ S3_ENDPOINT: 'ftp://files' }, 'S3_ENDPOINT="ftp://files"'],
  [{ TRUSTED_PROXIES: '10.0.0.0/8, proxy' }, 'proxy is no address'],
  [{ CORS_ORIGINS: '*' }, '* is no origin'],
  [{ CORS_ORIGINS: 'https://a.example/' }, 'https://a.example/ is no origin'],
  [{ RATE_LIMIT: '-1' }, 'RATE_LIMIT="-1"'],
  [{ METRICS_PORT: 'x' }, 'METRICS_PORT="x"'],
  [{ READER_TOKEN: 'short' }, 'READER_TOKEN: must have 16'],
  [{ SESSION_SECRET: 'too short' }, 'SESSION_SECRET: must have 32'],
  [{ ADMIN_TOKEN_FILE: '/nowhere/token' }, 'ADMIN_TOKEN_FILE="/nowhere/token": cannot be read'],
])('%p stops the start with one line that names the variable', (environment, words) => {
  expect(() => loadConfig(environment)).toThrow(words)
})

test('a secret is never repeated in an error', () => {
  expect(() => loadConfig({ ADMIN_TOKEN: 'short' })).toThrow(/^ADMIN_TOKEN: must have 16/)
  const wrong = { DATABASE_URL: 'postgres://someone:hunter2@db/x' }
  expect(() => loadConfig(wrong)).toThrow(/^(?!.*hunter2)/)
})

test('empty variables count as not set, and a secret may stand in a file', async () => {
  expect(loadConfig({ PORT: '', DATA_SOURCE: ' ' })).toMatchObject({ port: 3000, dataSource: null })
  const folder = temporaryFolder()
  const file = join(folder.path, 'url')
  await Bun.write(file, 'sqlite:elsewhere.db\n')
  expect(loadConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'sqlite:here.db' }).databaseUrl).toBe(
    'sqlite:elsewhere.db',
  )
  folder.remove()
})

test('the live market: brokers, how they are reached, and what is made up', () => {
  const usual = loadConfig({})
  expect(usual).toMatchObject({ kafka: null, topic: 'forecourt.transactions', simulator: null })
  expect(usual.ledgerRetention).toBe(30 * 86_400_000)
  const { kafka } = loadConfig({ KAFKA_BROKERS: 'a:9092, b.example:9093', KAFKA_TLS: 'on' })
  expect(kafka).toEqual({ brokers: ['a:9092', 'b.example:9093'], tls: { ca: null }, sasl: null })
  const named = loadConfig({
    KAFKA_BROKERS: '[::1]:9092',
    KAFKA_USERNAME: 'ledger',
    KAFKA_PASSWORD: 'hunter2hunter2',
  })
  expect(named.kafka?.sasl).toEqual({
    mechanism: 'SCRAM-SHA-512',
    username: 'ledger',
    password: 'hunter2hunter2',
  })
  expect(secretsOf(named)).toContain('hunter2hunter2')
  expect(loadConfig({ SIMULATOR: 'off', LEDGER_RETENTION: '90m' })).toMatchObject({
    simulator: 'off',
    ledgerRetention: 5_400_000,
  })
})

test.each([
  ['KAFKA_BROKERS', 'kafka'],
  ['KAFKA_BROKERS', 'http://kafka:9092'],
  ['KAFKA_TOPIC', 'a topic'],
  ['KAFKA_TLS', 'yes'],
  ['KAFKA_SASL', 'GSSAPI'],
  ['SIMULATOR', 'yes'],
  ['SIMULATOR_RATE', '0'],
  ['LEDGER_RETENTION', '0d'],
  ['LEDGER_RETENTION', '30'],
])('%s=%s stops the start, and is named', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name}=`))
})

test('traces go where they are told, and nowhere else', () => {
  expect(loadConfig({}).traces).toMatchObject({ endpoint: null, ratio: 1 })
  const told = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_TRACES_SAMPLER_ARG: '0.1',
  }
  expect(loadConfig(told).traces).toMatchObject({ endpoint: 'http://collector:4318', ratio: 0.1 })
  expect(() => loadConfig({ OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(/^OTEL_TRACES_SAMPLER_ARG=/)
  expect(() => loadConfig({ ACCESS_LOG: 'some' })).toThrow(/^ACCESS_LOG=/)
})

test('a wrong value is one line, and shows no credential', () => {
  const wrong = {
    WEBHOOK_URL: 'ftp://user:hunter2@hook.example/?token=hunter2',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://user:hunter2@collector',
    PUBLIC_URL: 'ftp://user:hunter2@cars.example',
    SESSION_SECRET: 'hunter2',
    READER_TOKEN: 'hunter2',
  }
  for (const [name, value] of Object.entries(wrong)) {
    expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name}(?!.*hunter2).*$`))
  }
})

test('everybody who can be reached from elsewhere has a limit, who cannot has none', () => {
  expect(loadConfig({}).rateLimit).toBe(0)
  expect(loadConfig({ HOST: '::1' }).rateLimit).toBe(0)
  expect(loadConfig({ HOST: '0.0.0.0' }).rateLimit).toBe(600)
  expect(loadConfig({ HOST: '0.0.0.0', RATE_LIMIT: '0' }).rateLimit).toBe(0)
  expect(loadConfig({ RATE_LIMIT: '7' }).rateLimit).toBe(7)
  expect(loadConfig({}).shedLag).toBe(0)
  expect(loadConfig({ HOST: '0.0.0.0' }).shedLag).toBe(1000)
})

test('names that are nearly ours are told, and those of others left alone', () => {
  const others = { PATH: '', HOME: '', HOSTNAME: '', npm_config_port: '', PORTS: '', APP_ID: '' }
  expect(nearMisses(others)).toEqual([])
  expect(nearMisses({ ADMINTOKEN: 'x', public_url: 'y', DATABASE_URLS: 'z', PORT: '1' })).toEqual([
    'ADMINTOKEN is not read; did you mean ADMIN_TOKEN?',
    'public_url is not read; did you mean PUBLIC_URL?',
    'DATABASE_URLS is not read; did you mean DATABASE_URL?',
  ])
})

test('what a log must not show is listed', () => {
  const secrets = {
    ADMIN_TOKEN: 'a'.repeat(16),
    READER_TOKEN: 'r'.repeat(16),
    SESSION_SECRET: 's'.repeat(32),
  }
  expect(secretsOf(loadConfig(secrets)).sort()).toEqual(Object.values(secrets).sort())
})
