import { expect, test } from 'bun:test'
import { asRead } from '../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../platform/ui/markup.testing.ts'
import { AboutPage, Check } from './views.tsx'

const check = {
  status: 'ok',
  latency_ms: 3.4,
  snapshot: 1,
  checked_at: '2026-11-20T10:00:00Z',
} as const

test('the page holds the same check that htmx asks for', () => {
  const page = asRead(() =>
    String(
      <AboutPage
        title={EVIL}
        version={EVIL}
        environment={EVIL}
        built_at={null}
        commit={EVIL}
        check={check}
      />,
    ),
  )
  expect(page).toContain(asRead(() => String(<Check check={check} />)))
  expect(escapedFrom(page)).toEqual([])
})

test('an API that is away is said to be', () => {
  const html = asRead(() => String(<Check check={{ ...check, status: 'away', snapshot: null }} />))
  expect(html).toContain('The API does not answer')
  expect(html).toContain('none yet')
  expect(html).not.toContain('3 ms')
})
