import { Cron } from 'croner'
import { z } from 'zod'
import { sentence } from '../../platform/language/message.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'

/** How a source is imported again and again: at moments, or whenever its files change. */
export const Schedule = z
  .object({
    id: z.string().regex(/^[0-9a-f]{8}$/),
    source: z.string(),
    cron: z
      .string()
      .nullable()
      .meta({ description: 'Moments, as cron has them; null: whenever it changes' }),
    zone: z.string().meta({ description: 'Time zone of the moments' }),
    created_at: z.iso.datetime(),
    last_run: z.iso.datetime().nullable(),
    last_import: z.int().nullable(),
    seen: z.string().nullable().meta({ description: 'What its files were when it ran last' }),
  })
  .meta({ id: 'ImportSchedule' })
export type Schedule = z.infer<typeof Schedule>

export const ScheduleGiven = z
  .strictObject({
    source: z
      .string()
      .trim()
      .min(1, sentence('is empty: give a path or a pattern'))
      .max(2000)
      .meta({ description: 'As an import takes it; a folder stands for the lists in it' }),
    cron: z
      .preprocess(
        (value) => (value === '' || value === null ? undefined : value),
        z
          .string()
          .max(100)
          .refine((text) => isCron(text), sentence('is no cron expression such as 0 6 * * *'))
          .optional(),
      )
      .meta({ description: 'Moments; blank: whenever its files change', example: '0 6 * * *' }),
    zone: z
      .preprocess(
        (value) => (value === '' ? undefined : value),
        z
          .string()
          .max(60)
          .refine(isZone, sentence('is no time zone such as Europe/Paris'))
          .optional(),
      )
      .meta({ description: 'Time zone of the moments', example: 'Europe/Paris' }),
  })
  .meta({ examples: [{ source: 'src/imports/sample/cars.csv', cron: '0 6 1 1 *', zone: 'UTC' }] })
export type ScheduleGiven = z.infer<typeof ScheduleGiven>

function isCron(text: string): boolean {
  try {
    return (
      text.trim().split(/\s+/).length === 5 && new Cron(text, { paused: true }).nextRun() !== null
    )
  } catch {
    return false
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** When it runs next after a moment; null: it follows its files, or never. */
export function nextRun({ cron, zone }: Pick<Schedule, 'cron' | 'zone'>, after: Date): Date | null {
  return cron === null ? null : new Cron(cron, { timezone: zone, paused: true }).nextRun(after)
}

const NAME = 'schedules'
const TTL = 30_000

export async function readSchedules(ledger: ImportLedger): Promise<Schedule[]> {
  const text = await ledger.readSetting(NAME)
  return text === null ? [] : z.array(Schedule).parse(JSON.parse(text))
}

/** Changes them, one replica after another. null: another one is at it, or `change` wants nothing. */
export async function changeSchedules<T>(
  ledger: ImportLedger,
  change: (all: Schedule[]) => { all: Schedule[]; result: T } | null,
): Promise<T | null> {
  const lease = await ledger.lease(NAME, TTL)
  if (lease === null) return null
  try {
    const changed = change(await readSchedules(ledger))
    if (changed === null) return null
    await ledger.replaceSetting(NAME, JSON.stringify(changed.all))
    return changed.result
  } finally {
    await lease.release()
  }
}
