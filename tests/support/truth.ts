import type { TruthRow } from '../../src/tools/sample/generate.ts'

/** What a pipeline reported, by the line on which a row begins (the header is 1). */
export type Reported = {
  rejects: readonly { line: number; rule: string; action: 'reject' | 'drop' }[]
  /** Ids of the rules that flagged or repaired each published row. */
  flagsByLine: ReadonlyMap<number, readonly string[]>
}

export async function readTruth(path: string): Promise<TruthRow[]> {
  const text = await Bun.file(path).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** Every difference between what had to be reported and what was, in words; none: the pipeline is right. */
export function compareWithTruth(truth: readonly TruthRow[], reported: Reported): string[] {
  const rejects = Map.groupBy(reported.rejects, ({ line }) => line)
  const known = new Set(truth.map(({ line }) => line))
  const strangers = [...rejects.keys(), ...reported.flagsByLine.keys()]
    .filter((line) => !known.has(line))
    .map((line) => `line ${line}: reported, but no row begins there`)

  const differences = truth.flatMap((row) => {
    const refused = rejects.get(row.line) ?? []
    const flags = reported.flagsByLine.get(row.line)
    const outcomes = [
      ...refused.map(({ action }) => (action === 'drop' ? 'duplicate' : 'rejected')),
      ...(flags ? ['published'] : []),
    ]
    const found = [...refused.map(({ rule }) => rule), ...(flags ?? [])]
    const same = outcomes.join() === row.outcome && sorted(found) === sorted(row.rules)
    return same ? [] : [`line ${row.line}: ${expected(row)}, but it ${actual(outcomes, found)}`]
  })
  return [...differences, ...strangers]
}

const sorted = (rules: readonly string[]) => [...rules].sort().join()

function expected({ rules, outcome, harmless }: TruthRow): string {
  const why = rules.join(', ') || (harmless ? `harmless: ${harmless.join(', ')}` : 'clean')
  return `should be ${outcome} (${why})`
}

function actual(outcomes: string[], rules: string[]): string {
  if (outcomes.length === 0) return 'was lost'
  return `was ${outcomes.join(' and ')} (${rules.join(', ') || 'no rule'})`
}
