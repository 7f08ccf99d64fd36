import { z } from 'zod'
import { Profile } from '../listing/profile.ts'
import { PACK_IDS } from '../packs/all/index.ts'
import type { Message } from '../platform/language/message.ts'

export const STATUSES = [
  'queued',
  'running',
  'held',
  'published',
  'unchanged',
  'failed',
  'cancelled',
  'interrupted',
  'rolled_back',
] as const
export const ACTIONS = ['reject', 'drop', 'repair', 'flag'] as const
export const PHASES = ['surveying', 'estimating', 'reading', 'publishing'] as const

const count = z.int().min(0)

export const RuleCount = z
  .object({
    id: z.string(),
    text: z.string().meta({ description: 'What the rule says, in words' }),
    action: z.enum(ACTIONS),
    count: count.meta({ description: 'Rows that met it' }),
  })
  .meta({ id: 'RuleCount' })

export const Checksum = z
  .object({
    expected: z.number().meta({ description: "The total in the file's own totals row" }),
    actual: z.number().meta({ description: 'The sum of the other rows' }),
    agrees: z.boolean(),
  })
  .meta({ id: 'Checksum' })

export const ReadColumn = z
  .object({
    name: z.string(),
    fields: z.array(z.string()).meta({ description: 'What it is read as; none: it is not used' }),
    left_out: z
      .string()
      .nullable()
      .meta({ description: 'What it was recognised as, where it is not used' }),
    sample: z.array(z.string()),
    evidence: z.array(z.string()).meta({ description: 'Why it is read so, in words' }),
  })
  .meta({ id: 'ReadColumn' })

export const Question = z
  .object({
    about: z
      .string()
      .meta({ description: 'What is asked about: unit, currency, rate, columns, …' }),
    text: z.string(),
    option: z
      .string()
      .meta({ description: 'What to add to the command to confirm it; blank: nothing to propose' }),
  })
  .meta({ id: 'Question' })

const Size = z.object({
  cars: count,
  median_price: z.number().meta({ description: 'Price in the middle' }),
})
export const Comparison = z
  .object({
    before: Size.nullable().meta({ description: 'The snapshot that readers see; null: none' }),
    after: Size,
    new: count,
    gone: count,
    dearer: count,
    cheaper: count,
  })
  .meta({ id: 'Comparison' })
export type Comparison = z.infer<typeof Comparison>

/** One run of the pipeline over one source. read = published + rejected + duplicates. */
export const Import = z
  .object({
    id: z.int(),
    source: z.string(),
    status: z.enum(STATUSES),
    rule_pack: z.enum(PACK_IDS),
    as_of: z.iso.date().nullable().meta({ description: 'The date that ages are counted to' }),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    error: z.string().nullable().meta({ description: 'Why it failed' }),
    held_because: z
      .string()
      .optional()
      .meta({ description: 'What has to be said before it is published, where it is held' }),
    comparison: Comparison.optional().meta({
      description: 'What would change, or changed, against the snapshot before',
    }),
    restored: z
      .int()
      .optional()
      .meta({ description: 'Version of the snapshot that it brought back' }),
    profile: Profile.optional().meta({ description: 'How its file was read' }),
    columns: z
      .array(ReadColumn)
      .optional()
      .meta({ description: 'Each column of its file, and what it is' }),
    questions: z.array(Question).optional().meta({ description: 'What is asked while it is held' }),
    progress: z.object({
      phase: z.enum(PHASES),
      rows: count,
      total_rows: count.nullable().meta({ description: 'Known once the source was surveyed' }),
      bytes: count,
      total_bytes: count,
    }),
    rows: z.object({
      read: count,
      published: count,
      rejected: count,
      duplicates: count,
      repaired: count,
      flagged: count,
      untouched: count.meta({ description: 'Published as listed: neither repaired nor flagged' }),
    }),
    checksum: Checksum.nullable(),
    rules: z.array(RuleCount),
    blanks: z
      .array(z.object({ column: z.string(), count }))
      .meta({ description: 'Blank values of each column among the listings as read' }),
    engine: z
      .object({ not_applicable: count, missing_in_source: count, repaired: count, missing: count })
      .meta({ description: 'Blank engine sizes: of electric cars, and of others' }),
    files: z.array(
      z.object({
        name: z.string(),
        bytes: count,
        sha256: z.string(),
        encoding: z.string(),
        delimiter: z.string(),
        columns: count,
        header: z.array(z.string()),
        sheet: z
          .string()
          .optional()
          .meta({ description: 'Of a workbook with several: the one that is read' }),
      }),
    ),
    changes: z
      .object({ new: count, gone: count, price: count })
      .nullable()
      .meta({ description: 'Against the snapshot before; null for the first' }),
    snapshot: z
      .int()
      .nullable()
      .meta({ description: 'Version that it published, or found unchanged' }),
  })
  .meta({ id: 'Import' })
/**
 * `message`: `error` as a value, so that a page can say it in its reader's language. `kept`: the key under which the files
 * of its source lie. Older records lack them.
 */
export type Import = z.infer<typeof Import> & { message?: Message; said?: Said; kept?: string }
/** Evidence of each column, questions, and why it is held, as values: as `message` is of `error`. */
export type Said = { evidence: Message[][]; questions: Message[]; because?: Message[] }
export type RuleCount = z.infer<typeof RuleCount>
export type Checksum = z.infer<typeof Checksum>

/** A row that was not published: kept whole. `drop` is an exact duplicate. */
export const Reject = z
  .object({
    line: z
      .int()
      .meta({ description: 'Line of the file on which the row begins; the header is 1' }),
    raw: z.string().meta({ description: 'The row as it stands in the file' }),
    rule: z.string(),
    reason: z.string(),
    action: z.enum(['reject', 'drop']),
    file: z.string(),
  })
  .meta({ id: 'Reject' })
/** `message`: `reason` as a value; older rows lack it. */
export type Reject = z.infer<typeof Reject> & { message?: Message }

/** As the API gives it: the text says the same. */
export function withoutMessage<T extends (Import | Reject) & { said?: Said; kept?: string }>(
  given: T,
) {
  const { message: _, said: __, kept: ___, ...shown } = given
  return shown
}
