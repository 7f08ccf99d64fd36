import type { Listing } from '../../listing/row.ts'
import { inEnglish, type Message, message } from '../../platform/language/message.ts'
import type { Reject } from '../../snapshots/import.ts'
import { detached } from '../cleaning/memo.ts'
import type { Judge, Verdict } from './judge.ts'

/** Refused rows that go to the store at once. */
const BATCH = 2_000
/** Characters of refused rows that wait to be kept. */
const MOST_TEXT = 4 * 1024 * 1024
/** Rules that the words about a source name of which nothing passes. */
const MOST_NAMED = 3

/** The first row that a rule refused, and how many it refused in all. */
type Refused = { line: number; reason: Message; count: number }

/** The rows that are refused, on their way to where they are kept. */
export class Refusals {
  rejected = 0
  duplicates = 0
  private waiting: Reject[] = []
  private text = 0
  private readonly byRule = new Map<string, Refused>()

  constructor(
    private readonly judge: Judge,
    private readonly keep: (batch: Reject[]) => Promise<void>,
  ) {}

  get isFull(): boolean {
    return this.waiting.length >= BATCH || this.text >= MOST_TEXT
  }

  add({ file, record: { line, raw } }: Listing, { rule, reason }: Verdict): void {
    this.judge.count(rule)
    const action = rule.action === 'drop' ? 'drop' : 'reject'
    if (action === 'drop') this.duplicates += 1
    else this.rejected += 1
    const known = this.byRule.get(rule.id)
    if (known) known.count += 1
    else this.byRule.set(rule.id, { line, reason, count: 1 })
    this.text += raw.length
    this.waiting.push({
      line,
      raw: detached(raw),
      rule: rule.id,
      reason: inEnglish(reason),
      message: reason,
      action,
      file,
    })
  }

  async flush(): Promise<void> {
    const batch = this.waiting
    this.waiting = []
    this.text = 0
    if (batch.length > 0) await this.keep(batch)
  }

  /** What refused most rows, the first of each by its line and reason; null: nothing was refused. */
  inWords(): Message | null {
    const most = [...this.byRule].sort(([, a], [, b]) => b.count - a.count).slice(0, MOST_NAMED)
    const words = most.map(([rule, { line, reason, count }]) =>
      message(
        '{rule} refuses {n, plural, one {# row} other {# rows}}, first on line {line}: {reason}',
        { rule, n: count, line, reason },
      ),
    )
    return words.reduceRight<Message | null>(
      (more, one) => (more === null ? one : message('{one}; {more}', { one, more })),
      null,
    )
  }
}
