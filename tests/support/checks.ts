/** A script's checks: a line each, and a last line that counts. What cannot run is named, never green. */
export class Checks {
  passed = 0
  failed = 0
  private skipped = 0

  /** @param examine may return words that belong to the line; what it throws is the failure */
  async check(what: string, examine: () => Promise<unknown>): Promise<boolean> {
    try {
      const words = await examine()
      this.passed += 1
      console.log(`ok    ${what}${typeof words === 'string' ? `: ${words}` : ''}`)
      return true
    } catch (error) {
      this.failed += 1
      console.log(`FAIL  ${what}: ${error instanceof Error ? error.message : error}`)
      return false
    }
  }

  skip(what: string): void {
    this.skipped += 1
    console.log(`skipped: ${what}`)
  }

  /** Nothing can be looked at. */
  none(why: string): never {
    this.skip(why)
    this.finish()
  }

  finish(): never {
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`)
    process.exit(this.failed > 0 ? 1 : 0)
  }
}

export function must(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Error(words)
}

/** @param patience ms */
export async function until<T>(
  what: string,
  done: () => Promise<T | false | null | undefined>,
  patience = 60_000,
): Promise<T> {
  const end = Date.now() + patience
  let last = ''
  while (Date.now() < end) {
    const found = await done().catch((error: Error) => {
      last = `: ${error.message}`
      return false as const
    })
    if (found) return found
    await Bun.sleep(250)
  }
  throw new Error(`${what}: not within ${patience / 1000} s${last}`)
}
