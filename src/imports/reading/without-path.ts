/** What went wrong with a file, in one line that does not say where on the machine it lies. */
export function withoutPath(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  const [line = ''] = reason.split('\n')
  return line.replace(/,? ?\w* '[^']*\/[^']*'( -> '[^']*')?/g, '')
}
