import { redact } from './redact.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type Level = (typeof LEVELS)[number]
export type Log = Record<Exclude<Level, 'silent'>, (message: string, fields?: Fields) => void>
type Fields = Record<string, string | number | boolean | null>

/** One line an event: words on a terminal, JSON elsewhere, so that a log collector needs no rules; without credentials. */
export function createLog(
  least: Level,
  out: { isTTY?: boolean; write(line: string): unknown } = process.stdout,
  secrets: readonly string[] = [],
): Log {
  const line =
    (level: Level) =>
    (said: string, given: Fields = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return
      const message = redact(said, secrets)
      const fields = Object.fromEntries(
        Object.entries(given).map(([key, value]) => [
          key,
          typeof value === 'string' ? redact(value, secrets) : value,
        ]),
      )
      const time = new Date().toISOString()
      const written = Object.entries(fields).map(([key, value]) => ` ${key}=${value}`)
      const text = out.isTTY
        ? `${level === 'info' ? '' : `${level}: `}${message}${written.join('')}`
        : JSON.stringify({ '@timestamp': time, 'log.level': level, message, ...fields })
      try {
        out.write(`${text}\n`)
      } catch {
        // Nobody reads the log any more; that is no reason to stop serving.
      }
    }
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}
