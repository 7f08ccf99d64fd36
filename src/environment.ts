import { z } from 'zod'
import packageJson from '../package.json' with { type: 'json' }
import { PACK_IDS, USUAL_PACK } from './packs/all/index.ts'
import { readNetworks } from './platform/http/client.ts'

const isDate = (text: string) => z.iso.date().safeParse(text).success
const wholeNumber = (least: number, most: number) =>
  z.coerce.number().pipe(z.int().min(least).max(most))
const token = z.string().min(16, 'must have 16 characters or more')
const httpAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })

/** Text that `read` takes; what it throws is the message. */
const checked = (read: (text: string) => void) =>
  z.string().superRefine((text, context) => {
    try {
      read(text)
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error))
    }
  })

/** Origins as browsers write them. @throws Error naming the first that is none */
export function readOrigins(text: string): string[] {
  const origins = text.split(/[\s,]+/).filter((each) => each !== '')
  for (const each of origins) {
    const url = URL.parse(each)
    if (!url || !/^https?:$/.test(url.protocol) || url.origin !== each) {
      throw new Error(`${each} is no origin like https://cars.example`)
    }
  }
  return origins
}

/** Brokers as they are listed. @throws Error naming the first that is none */
export function readBrokers(text: string): string[] {
  const brokers = text.split(/[\s,]+/).filter((each) => each !== '')
  const wrong = brokers.find((each) => !/^[\w.-]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i.test(each))
  if (wrong !== undefined) throw new Error(`${wrong} is no broker like kafka:9092`)
  return brokers
}

/** Every variable that Forecourt reads; src/config.ts alone reads them. */
export const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address that the server listens on'),
  PORT: wholeNumber(0, 65_535).default(3000).describe('port of pages and API; 0 takes a free one'),
  METRICS_PORT: wholeNumber(0, 65_535)
    .optional()
    .describe(
      'own port of `/metrics`, open to all who reach it; empty: on PORT, for this machine or with a token',
    ),
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
      'path, glob or address (http, https, s3, kaggle) imported at every start; empty: the bundled sample, into an empty store',
    ),
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
  KAFKA_BROKERS: checked((text) => void readBrokers(text))
    .default('')
    .describe(
      'brokers of the live market, `host:port`, comma-separated; empty: a bus within the process',
    ),
  KAFKA_TOPIC: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,200}$/, 'must be the name of a topic')
    .default('forecourt.transactions')
    .describe('topic of transactions; dead letters go to the one with `.dlq` behind it'),
  KAFKA_TLS: z
    .enum(['on', 'off'])
    .default('off')
    .describe('whether the brokers are spoken to by TLS'),
  KAFKA_CA: z
    .string()
    .optional()
    .describe('certificate of the authority behind the brokers, PEM; empty: those of the system'),
  KAFKA_CA_FILE: z.string().optional().describe('file that holds KAFKA_CA'),
  KAFKA_SASL: z
    .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
    .default('SCRAM-SHA-512')
    .describe('how KAFKA_USERNAME signs in'),
  KAFKA_USERNAME: z.string().optional().describe('who signs in to the brokers; empty: nobody does'),
  KAFKA_PASSWORD: z.string().optional().describe('the password of KAFKA_USERNAME'),
  KAFKA_PASSWORD_FILE: z.string().optional().describe('file that holds KAFKA_PASSWORD'),
  SIMULATOR: z
    .enum(['on', 'off'])
    .optional()
    .describe(
      'whether sales are made up for the live market; empty: where the market is the bundled sample',
    ),
  SIMULATOR_RATE: z.coerce
    .number()
    .pipe(z.number().positive().max(100_000))
    .default(0.5)
    .describe('made-up transactions a second'),
  ADMIN_TOKEN: token.optional().describe('opens write access'),
  ADMIN_TOKEN_FILE: z.string().optional().describe('file that holds ADMIN_TOKEN'),
  READER_TOKEN: token.optional().describe('opens what only readers with a token may see'),
  READER_TOKEN_FILE: z.string().optional().describe('file that holds READER_TOKEN'),
  SESSION_SECRET: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe('seals the cookies of sessions; empty: made once and kept in the database'),
  SESSION_SECRET_FILE: z.string().optional().describe('file that holds SESSION_SECRET'),
  TRUSTED_PROXIES: checked((text) => void readNetworks(text))
    .default('')
    .describe(
      'addresses or CIDR blocks, comma-separated, whose X-Forwarded-For, Forwarded and X-Forwarded-Proto are believed',
    ),
  CORS_ORIGINS: checked((text) => void readOrigins(text))
    .default('')
    .describe('origins, comma-separated, whose pages may read answers'),
  RATE_LIMIT: wholeNumber(0, 1_000_000)
    .optional()
    .describe(
      'requests a minute and client; 0: no limit; empty: 0 where HOST is a loopback address, else 600',
    ),
  SHED_LAG: wholeNumber(0, 60_000)
    .optional()
    .describe(
      'ms that the event loop may be behind for a second or two; beyond it what is not kept is answered 503; 0: never; empty: 0 where HOST is a loopback address, else 1000',
    ),
  ALLOW_PRIVATE_SOURCES: z
    .enum(['on', 'off'])
    .default('off')
    .describe('whether addresses that are imported may lie in private networks or on this machine'),
  SOURCE_DIR: z
    .string()
    .min(1)
    .default('data/sources')
    .describe('folder of what was uploaded or fetched to be imported; kept for a week'),
  SOURCE_MAX_MB: wholeNumber(1, 1_000_000)
    .default(2000)
    .describe('MB that one source may hold, uploaded or fetched'),
  KAGGLE_ENDPOINT: httpAddress
    .default('https://www.kaggle.com/api/v1')
    .describe('address of the service that `kaggle:OWNER/DATASET` is fetched from'),
  KAGGLE_USERNAME: z
    .string()
    .optional()
    .describe('who fetches from Kaggle; empty: public datasets'),
  KAGGLE_KEY: z.string().optional().describe('the key of KAGGLE_USERNAME'),
  KAGGLE_KEY_FILE: z.string().optional().describe('file that holds KAGGLE_KEY'),
  IMPORT_FOLDERS: z
    .string()
    .default('.,data')
    .describe('folders that a path given over HTTP may name, parted by comma or colon'),
  HOLD_GONE: wholeNumber(0, 100)
    .default(20)
    .describe('an import is held that takes away more of the cars, in %; 0: never for that'),
  HOLD_REJECTED: wholeNumber(0, 100)
    .default(20)
    .describe('an import is held whose rows are rejected by more, in %; 0: never for that'),
  HOLD_PRICE: wholeNumber(0, 1000)
    .default(30)
    .describe(
      'an import is held that moves the price in the middle by more, in %; 0: never for that',
    ),
  LEDGER_RETENTION: z
    .string()
    .regex(/^[1-9]\d{0,5}[mhd]$/, 'must be a time like 90m, 12h or 30d')
    .default('30d')
    .describe('how long transactions are kept, like 12h or 30d'),
  CACHE_MB: wholeNumber(0, 1_000_000)
    .default(64)
    .describe('whole answers kept in memory, MB; 0: none'),
  TRAFFIC_RETENTION: z
    .string()
    .regex(/^(0|[1-9]\d{0,5}[mhd])$/, 'must be a time like 90m, 12h or 7d, or 0')
    .default('7d')
    .describe('how long records of access are kept, like 12h or 7d; 0: none are made'),
  TRAFFIC_DIR: z
    .string()
    .min(1)
    .default('data/traffic')
    .describe(
      'folder of the records of access, read logs among them; cannot be written to: memory',
    ),
  WEBHOOK_URL: httpAddress
    .optional()
    .describe(
      'address that is told, as JSON by POST, of an import that failed or is held; empty: none',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpAddress
    .optional()
    .describe('address that traces are sent to by OTLP over HTTP; empty: none are made'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .pipe(z.number().min(0).max(1))
    .default(1)
    .describe('share of traces that are kept; who sends a traceparent decides for his own'),
  ACCESS_LOG: z
    .enum(['off', 'problems', 'all'])
    .default('problems')
    .describe(
      'which requests the log tells of: those that failed here or took more than a second, or all',
    ),
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
  S3_ENDPOINT: httpAddress.optional().describe('address of the S3 service; empty: that of AWS'),
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
  PUBLIC_URL: httpAddress.optional().describe('address that links, sitemap and feeds start with'),
})
