import type { Listing } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Context, Rule } from '../../packs/rule.ts'
import type { Message } from '../../platform/language/message.ts'
import { rulesOf } from '../rules/index.ts'

export type Verdict = { rule: Rule; reason: Message }

/** The rules of a market as an import asks them, with the number of rows that met each. */
export class Judge {
  readonly #counts: Map<Rule, number>
  readonly #rejects: Rule[]
  readonly #drops: Rule[]
  readonly #repairs: Rule[]
  readonly #flags: Rule[]

  constructor(pack: Pack) {
    const rules = rulesOf(pack)
    const having = (action: Rule['action']) => rules.filter((rule) => rule.action === action)
    this.#counts = new Map(rules.map((rule) => [rule, 0]))
    this.#rejects = having('reject')
    this.#drops = having('drop')
    this.#repairs = having('repair')
    this.#flags = having('flag')
  }

  /** The first rule that refuses the row, or null. Counts nothing. */
  rejection(listing: Listing, context: Context): Verdict | null {
    return first(this.#rejects, listing, context)
  }

  drop(listing: Listing, context: Context): Verdict | null {
    return first(this.#drops, listing, context)
  }

  count(rule: Rule): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1)
  }

  /** Applies what can be repaired, in place, and returns the ids of the rules that did. */
  repair(listing: Listing, context: Context, counted = true): string[] {
    const ids: string[] = []
    for (const rule of this.#repairs) {
      if (rule.check(listing, context) === null) continue
      Object.assign(listing, rule.repair?.(listing, context))
      if (counted) this.count(rule)
      ids.push(rule.id)
    }
    return ids
  }

  flags(listing: Listing, context: Context, counted = true): string[] {
    const ids: string[] = []
    for (const rule of this.#flags) {
      if (rule.check(listing, context) === null) continue
      if (counted) this.count(rule)
      ids.push(rule.id)
    }
    return ids
  }

  counts() {
    return [...this.#counts].map(([{ id, text, action }, count]) => ({ id, text, action, count }))
  }
}

function first(rules: Rule[], listing: Listing, context: Context): Verdict | null {
  for (const rule of rules) {
    const reason = rule.check(listing, context)
    if (reason !== null) return { rule, reason }
  }
  return null
}
