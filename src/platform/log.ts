import pino from 'pino'
import { redact } from './redact.ts'
import { currentTrace } from './tracing.ts'

export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type Level = (typeof LEVELS)[number]
type Write = Exclude<Level, 'silent'>
export type Log = Record<Write, (message: string, fields?: Fields) => void> & {
  /** The least level that is written; may be changed while it runs */
  level: Level
}
type Fields = Record<string, string | number | boolean | null>
type Out = { isTTY?: boolean; write(line: string): unknown }
type Service = { name: string; version: string }

const ECS = '8.17.0'
/** What our fields are in Elastic Common Schema; all others are `labels`. */
const NAMES = new Map([
  ['error', 'error.message'],
  ['path', 'url.path'],
  ['method', 'http.request.method'],
  ['route', 'http.route'],
  ['request', 'http.request.id'],
  ['status', 'http.response.status_code'],
  ['bytes', 'http.response.body.bytes'],
  ['client', 'client.address'],
  ['agent', 'user_agent.original'],
  ['instance', 'event.id'],
  ['trace', 'trace.id'],
])

/**
 * One line an event: words on a terminal, JSON in Elastic Common Schema elsewhere, so that a log collector needs no
 * rules; without credentials, and with the trace that it belongs to.
 */
export function createLog(
  least: Level,
  out: Out = process.stdout,
  secrets: readonly string[] = [],
  service?: Service,
): Log {
  const line = out.isTTY ? inWords(out, least) : inJson(out, least, service)
  const write =
    (level: Write) =>
    (said: string, given: Fields = {}) => {
      if (!line.isLevelEnabled(level)) return
      const fields = Object.entries(given).map(([name, value]): [string, Fields[string]] => [
        name,
        typeof value === 'string' ? redact(value, secrets) : value,
      ])
      line.write(level, redact(said, secrets), fields)
    }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    get level() {
      return line.level()
    },
    set level(level) {
      line.setLevel(level)
    },
  }
}

type Line = {
  isLevelEnabled(level: Write): boolean
  level(): Level
  setLevel(level: Level): void
  write(level: Write, message: string, fields: [string, Fields[string]][]): void
}

function inJson(out: Out, least: Level, service?: Service): Line {
  const write = (line: string) => quietly(() => out.write(line))
  const logger = pino(
    {
      level: least,
      messageKey: 'message',
      base: {
        'ecs.version': ECS,
        ...(service && { 'service.name': service.name, 'service.version': service.version }),
      },
      timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ 'log.level': label }) },
    },
    { write },
  )
  return {
    isLevelEnabled: (level) => logger.isLevelEnabled(level),
    level: () => LEVELS.find((each) => each === logger.level) ?? least,
    setLevel(level) {
      logger.level = level
    },
    write(level, message, fields) {
      const trace = currentTrace()
      const named = fields.map(([name, value]) => [NAMES.get(name) ?? `labels.${name}`, value])
      const traced = trace ? { 'trace.id': trace.id, 'span.id': trace.span } : {}
      logger[level]({ ...traced, ...Object.fromEntries(named) }, message)
    },
  }
}

function inWords(out: Out, least: Level): Line {
  let now = least
  return {
    isLevelEnabled: (level) => LEVELS.indexOf(level) >= LEVELS.indexOf(now),
    level: () => now,
    setLevel(level) {
      now = level
    },
    write(level, message, fields) {
      const written = fields.map(([name, value]) => ` ${name}=${value}`).join('')
      quietly(() => out.write(`${level === 'info' ? '' : `${level}: `}${message}${written}\n`))
    },
  }
}

/** Nobody may read the log any more; that is no reason to stop serving. */
function quietly(write: () => unknown): void {
  try {
    write()
  } catch {}
}
