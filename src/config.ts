import { readFileSync } from 'node:fs'
import { z } from 'zod'
import packageJson from '../package.json' with { type: 'json' }
import { PACK_IDS, USUAL_PACK } from './packs/all/index.ts'
import { redactUrl, withOptions } from './platform/stores/mongo.ts'

/** A setting that cannot be used. The message is one line and names the variable. */
export class ConfigError extends Error {}

const isDate = (text: string) => z.iso.date().safeParse(text).success
const wholeNumber = (least: number, most: number) =>
  z.coerce.number().pipe(z.int().min(least).max(most))

/** Every variable that Forecourt reads, and nothing else reads the environment. */
export const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address that the server listens on'),
  PORT: wholeNumber(0, 65_535).default(3000).describe('port of pages and API; 0 takes a free one'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:|mongodb(\+srv)?:\/\/).+/,
      'must look like sqlite:PATH, sqlite::memory: or mongodb://HOST/DATABASE',
    )
    .default('sqlite:data/forecourt.db')
    .describe('where the market is kept: `sqlite:PATH`, `mongodb://…` or `mongodb+srv://…`'),
  MONGO_POOL_SIZE: wholeNumber(1, 1000)
    .optional()
    .describe('most connections to MongoDB at once, unless the URL says maxPoolSize; empty: 20'),
  MONGO_SELECTION_TIMEOUT: wholeNumber(100, 600_000)
    .optional()
    .describe(
      'ms to wait for a MongoDB that answers, unless the URL says serverSelectionTimeoutMS; empty: 5000',
    ),
  MONGO_SOCKET_TIMEOUT: wholeNumber(100, 3_600_000)
    .optional()
    .describe(
      'ms to wait for the answer of one operation, unless the URL says socketTimeoutMS; empty: 60000',
    ),
  DATA_SOURCE: z
    .string()
    .optional()
    .describe(
      'path or glob imported at every start; empty: the bundled sample, into an empty store',
    ),
  IMPORT_FOLDERS: z
    .string()
    .default('.,data')
    .describe('folders that a path given over HTTP may name, parted by comma or colon'),
  AS_OF: z
    .string()
    .refine((text) => text === 'latest' || text === 'today' || isDate(text), {
      error: 'must be latest, today or a date like 2024-12-31',
    })
    .default('latest')
    .describe("date that ages are counted to; latest: the latest make year's 31 December"),
  RULE_PACK: z
    .enum(PACK_IDS)
    .default(USUAL_PACK)
    .describe(
      "a market's own rules: plates, loans, registration limits, thresholds in its currency",
    ),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a code like INR')
    .default('INR')
    .describe('currency of the prices'),
  DISTANCE_UNIT: z.enum(['km', 'mi']).default('km').describe('unit of the distances in the source'),
  SNAPSHOT_KEEP: wholeNumber(1, 1000).default(5).describe('snapshots kept'),
  ADMIN_TOKEN: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .describe('opens write access'),
  ADMIN_TOKEN_FILE: z.string().optional().describe('file that holds ADMIN_TOKEN'),
  DATABASE_URL_FILE: z.string().optional().describe('file that holds DATABASE_URL'),
  EXPORTER_PORT: wholeNumber(0, 65_535)
    .default(9216)
    .describe('port of the exporter; 0 takes a free one'),
  EXPORT_DIR: z
    .string()
    .min(1)
    .default('data/exports')
    .describe('folder of the extractions; replicas of the exporter share it'),
  EXPORT_INTERVAL: z
    .string()
    .regex(/^(0|\d{1,6}(s|m|h|d))$/, 'must be a time like 30s, 15m, 1h or 1d, or 0')
    .default('1h')
    .describe('time between extractions, like 15m or 1h; 0: only on demand'),
  EXPORT_KEEP: wholeNumber(1, 1000)
    .default(5)
    .describe('extractions kept, in the folder and in the bucket'),
  S3_BUCKET: z
    .string()
    .optional()
    .describe('bucket that extractions are uploaded to; empty: they stay in EXPORT_DIR'),
  S3_ENDPOINT: z.url().optional().describe('address of the S3 service; empty: that of AWS'),
  S3_REGION: z.string().optional().describe('region of the bucket'),
  S3_PREFIX: z.string().optional().describe('what the names of uploaded extractions begin with'),
  S3_ACCESS_KEY_ID: z.string().optional().describe('who uploads'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('the secret of S3_ACCESS_KEY_ID'),
  S3_ACCESS_KEY_ID_FILE: z.string().optional().describe('file that holds S3_ACCESS_KEY_ID'),
  S3_SECRET_ACCESS_KEY_FILE: z.string().optional().describe('file that holds S3_SECRET_ACCESS_KEY'),
  APP_TITLE: z.string().min(1).default('Forecourt').describe('name shown on the pages'),
  APP_VERSION: z
    .string()
    .min(1)
    .default(packageJson.version)
    .describe('version shown and reported'),
  APP_ENV: z.string().min(1).default('development').describe('name of the environment'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  PUBLIC_URL: z.url().optional().describe('address that links, sitemap and feeds start with'),
})

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
    const shown = name === 'DATABASE_URL' ? redactUrl(given[name] ?? '') : given[name]
    const value = /TOKEN|SECRET|ACCESS_KEY/.test(name) ? '' : `=${JSON.stringify(shown)}`
    throw new ConfigError(`${name}${value}: ${issue?.message}`)
  }
  const env = read.data
  return {
    host: env.HOST,
    port: env.PORT,
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
    adminToken: env.ADMIN_TOKEN ?? null,
    exporterPort: env.EXPORTER_PORT,
    exportDir: env.EXPORT_DIR,
    exportInterval: milliseconds(env.EXPORT_INTERVAL),
    exportKeep: env.EXPORT_KEEP,
    s3Bucket: env.S3_BUCKET ?? null,
    s3Access: {
      prefix: env.S3_PREFIX?.replace(/^\/+|\/+$/g, '') ?? '',
      endpoint: env.S3_ENDPOINT ?? null,
      region: env.S3_REGION ?? null,
      accessKeyId: env.S3_ACCESS_KEY_ID ?? null,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? null,
    },
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    logLevel: env.LOG_LEVEL,
    app: { title: env.APP_TITLE, version: env.APP_VERSION, environment: env.APP_ENV },
  }
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
