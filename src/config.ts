import { readFileSync } from 'node:fs'
import { distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { Environment, readBrokers, readOrigins } from './environment.ts'
import { isLoopback } from './platform/http/address.ts'
import { readNetworks } from './platform/http/client.ts'
import type { Rights } from './platform/http/rights.ts'
import { redact } from './platform/redact.ts'
import { withOptions } from './platform/stores/mongo.ts'

/** A setting that cannot be used. The message is one line and names the variable. */
export class ConfigError extends Error {}

export type Config = ReturnType<typeof loadConfig>

/**
 * Reads the environment once.
 * @throws ConfigError naming the first wrong variable, its value (never a token or password) and what it takes
 */
export function loadConfig(environment: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(
    Object.keys(Environment.shape)
      .filter((name) => (environment[name] ?? '').trim() !== '')
      .map((name) => [name, environment[name]]),
  )
  for (const name of Object.keys(given)) {
    if (name.endsWith('_FILE'))
      given[name.slice(0, -'_FILE'.length)] = readSecret(name, given[name])
  }
  const read = Environment.safeParse(given)
  if (!read.success) {
    const issue = read.error.issues[0]
    const name = String(issue?.path[0] ?? 'the environment')
    const value = isSecret(name) ? '' : `=${JSON.stringify(redact(given[name] ?? ''))}`
    throw new ConfigError(`${name}${value}: ${issue?.message}`)
  }
  const env = read.data
  return {
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT ?? null,
    databaseUrl: withOptions(env.DATABASE_URL, {
      maxPoolSize: env.MONGO_POOL_SIZE,
      serverSelectionTimeoutMS: env.MONGO_SELECTION_TIMEOUT,
      socketTimeoutMS: env.MONGO_SOCKET_TIMEOUT,
    }),
    dataSource: env.DATA_SOURCE ?? null,
    importFolders: env.IMPORT_FOLDERS.split(/[,:]/).flatMap((each) => each.trim() || []),
    asOf: env.AS_OF,
    rulePack: env.RULE_PACK,
    currency: env.CURRENCY,
    distanceUnit: env.DISTANCE_UNIT,
    snapshotKeep: env.SNAPSHOT_KEEP,
    cacheBytes: env.CACHE_MB * 1_000_000,
    adminToken: env.ADMIN_TOKEN ?? null,
    readerToken: env.READER_TOKEN ?? null,
    sessionSecret: env.SESSION_SECRET ?? null,
    trustedProxies: readNetworks(env.TRUSTED_PROXIES),
    corsOrigins: readOrigins(env.CORS_ORIGINS),
    rateLimit: env.RATE_LIMIT ?? (isLoopback(env.HOST) ? 0 : RATE_LIMIT_FOR_ALL),
    shedLag: env.SHED_LAG ?? (isLoopback(env.HOST) ? 0 : SHED_LAG_FOR_ALL),
    kafka: kafkaOf(env),
    topic: env.KAFKA_TOPIC,
    simulator: env.SIMULATOR ?? null,
    simulatorRate: env.SIMULATOR_RATE,
    trafficRetention: milliseconds(env.TRAFFIC_RETENTION),
    trafficDir: env.TRAFFIC_DIR,
    ledgerRetention: milliseconds(env.LEDGER_RETENTION),
    exporterPort: env.EXPORTER_PORT,
    exportDir: env.EXPORT_DIR,
    exportInterval: milliseconds(env.EXPORT_INTERVAL),
    exportKeep: env.EXPORT_KEEP,
    s3Bucket: env.S3_BUCKET ?? null,
    s3Access: {
      prefix: env.S3_PREFIX?.replace(/^\/+|\/+$/g, '') ?? '',
      ...s3Of(env),
    },
    remote: {
      allowPrivate: env.ALLOW_PRIVATE_SOURCES === 'on',
      folder: env.SOURCE_DIR,
      mostBytes: env.SOURCE_MAX_MB * 1_000_000,
      s3: s3Of(env),
      kaggle: {
        endpoint: env.KAGGLE_ENDPOINT.replace(/\/$/, ''),
        username: env.KAGGLE_USERNAME ?? null,
        key: env.KAGGLE_KEY ?? null,
      },
    },
    webhookUrl: env.WEBHOOK_URL ?? null,
    limits: { gone: env.HOLD_GONE, rejected: env.HOLD_REJECTED, price: env.HOLD_PRICE },
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    logLevel: env.LOG_LEVEL,
    accessLog: env.ACCESS_LOG,
    traces: {
      endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
      ratio: env.OTEL_TRACES_SAMPLER_ARG,
      version: env.APP_VERSION,
      environment: env.APP_ENV,
    },
    app: { title: env.APP_TITLE, version: env.APP_VERSION, environment: env.APP_ENV },
  }
}

const s3Of = (env: z.infer<typeof Environment>) => ({
  endpoint: env.S3_ENDPOINT ?? null,
  region: env.S3_REGION ?? null,
  accessKeyId: env.S3_ACCESS_KEY_ID ?? null,
  secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? null,
})

/** How the brokers of the live market are reached; null: there are none. */
function kafkaOf(env: z.infer<typeof Environment>) {
  const brokers = readBrokers(env.KAFKA_BROKERS)
  if (brokers.length === 0) return null
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password = '', KAFKA_SASL: mechanism } = env
  return {
    brokers,
    tls: env.KAFKA_TLS === 'on' ? { ca: env.KAFKA_CA ?? null } : null,
    sasl: username === undefined ? null : { mechanism, username, password },
  }
}

/** Where anybody may reach the server */
const RATE_LIMIT_FOR_ALL = 600
const SHED_LAG_FOR_ALL = 1000

const isSecret = (name: string) => /TOKEN$|SECRET$|ACCESS_KEY|KAGGLE_KEY|PASSWORD$/.test(name)

/** What a request's rights are decided by. @param sessionSecret where none is configured */
export function rightsOf(config: Config, sessionSecret: () => Promise<string>): Rights {
  const { host, publicUrl, adminToken, readerToken, corsOrigins: origins } = config
  return { host, publicUrl, adminToken, readerToken, origins, sessionSecret }
}

/** Values that must never be read in a log. */
export const secretsOf = (config: Config): string[] => {
  const { adminToken, readerToken, sessionSecret, s3Access, kafka, remote } = config
  const all = [
    adminToken,
    readerToken,
    sessionSecret,
    s3Access.secretAccessKey,
    kafka?.sasl?.password,
    remote.kaggle.key,
    config.webhookUrl,
  ]
  return all.flatMap((each) => each || [])
}

/** Variables that are nearly one of ours: nobody reads them, which is hardly what was meant. */
export function nearMisses(environment: Record<string, string | undefined> = process.env) {
  const known = Object.keys(Environment.shape)
  const plain = (name: string) => name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return Object.keys(environment)
    .filter((name) => !known.includes(name) && name.length > 5)
    .flatMap((name) => {
      const meant = known.find((each) => each.length > 5 && distance(plain(name), plain(each)) <= 1)
      return meant ? [`${name} is not read; did you mean ${meant}?`] : []
    })
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const milliseconds = (duration: string) =>
  Number.parseInt(duration, 10) * (UNITS[duration.slice(-1)] ?? 0)

/** The configuration of a program, which ends with one line and exit code 2 where it cannot be used. */
export function configOrExit(program: string): Config {
  try {
    return loadConfig()
  } catch (error) {
    if (error instanceof ConfigError) return exitWith(program, error.message)
    throw error
  }
}

/** Ends a program that cannot start: one line that says why. */
export function exitWith(program: string, message: string): never {
  process.stderr.write(`${program}: ${message}\n`)
  process.exit(2)
}

/** A secret in a file, as orchestrators mount them: NAME_FILE stands before NAME. */
function readSecret(name: string, file = ''): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError(`${name}=${JSON.stringify(file)}: cannot be read`)
  }
}
