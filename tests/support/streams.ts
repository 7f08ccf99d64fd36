import type { TestApp } from './app.ts'

/** What a stream sends until it has said `enough`, or for four seconds. */
export async function follow(
  app: TestApp,
  path: string,
  enough: RegExp,
  headers: Record<string, string> = {},
) {
  const answer = await app.get(path, headers)
  const reader = answer.body?.getReader()
  let said = ''
  const started = Date.now()
  while (reader && !enough.test(said) && Date.now() - started < 4000) {
    const { value, done } = await reader.read()
    if (done) break
    said += new TextDecoder().decode(value)
  }
  await reader?.cancel()
  return { said, answer }
}
