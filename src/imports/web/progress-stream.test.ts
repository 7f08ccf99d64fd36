import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { follow } from '../../../tests/support/streams.ts'
import { newRecord } from '../run/record.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
}, 60_000)
afterAll(() => app.close())

/** A record of an import that only this test moves. */
const begun = async () => {
  const run = await app.stores.imports.create(newRecord('a list', 'india'))
  await app.stores.imports.update(run.id, { status: 'running' })
  return run.id
}
const progress = (rows: number) => ({
  progress: { phase: 'reading' as const, rows, total_rows: 1000, bytes: rows, total_bytes: 1000 },
})

describe('the stream of an import', () => {
  test('sends the page at once, again when its record changes, and says when that was the last', async () => {
    const id = await begun()
    const following = follow(app, `/imports/${id}/stream`, /event: ended/)
    await Bun.sleep(300)
    await app.stores.imports.update(id, progress(417))
    await Bun.sleep(500)
    await app.stores.imports.update(id, {
      status: 'cancelled',
      finished_at: '2026-11-20T12:00:00Z',
    })
    const { said, answer } = await following
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    const pages = said.split('\n\n').filter((message) => /^id: /m.test(message))
    expect(pages.length).toBeGreaterThanOrEqual(3)
    expect(pages[0]).not.toContain('417')
    expect(pages.some((page) => page.includes('417'))).toBe(true)
    expect(pages.at(-1)).toContain('cancelled')
    expect(pages.at(-1)).not.toContain('<progress')
    expect(said.endsWith('event: ended\ndata:\n\n')).toBe(true)
  }, 15_000)

  test('tells who comes back after the end how it ended, in his language, and that it is over', async () => {
    const id = await begun()
    await app.stores.imports.update(id, { status: 'cancelled' })
    const { said } = await follow(app, `/imports/${id}/stream`, /event: ended/, {
      'accept-language': 'fr',
      'last-event-id': 'of-another-process-7',
    })
    expect(said).toContain('annulé')
    expect(said).toContain('event: ended')
  })

  test('goes on where the reader comes back, with the page as it is now', async () => {
    const id = await begun()
    const first = await follow(app, `/imports/${id}/stream`, /^id: .*\n(data: .*\n)+\n/m)
    await app.stores.imports.update(id, progress(529))
    const again = await follow(app, `/imports/${id}/stream`, /529/, {
      'last-event-id': /^id: (.+)$/m.exec(first.said)?.[1] ?? '',
    })
    expect(again.said).toContain('529')
  }, 15_000)

  test('its page is asked for again where no scripts run, until the import is over', async () => {
    const id = await begun()
    const refresh = '<noscript><meta http-equiv="refresh" content="2"/></noscript>'
    expect(await (await app.get(`/imports/${id}`)).text()).toContain(refresh)
    await app.stores.imports.update(id, { status: 'cancelled' })
    expect(await (await app.get(`/imports/${id}`)).text()).not.toContain('http-equiv="refresh"')
  })

  test('answers 404 where there is no such import', async () => {
    expect((await app.get('/imports/999999/stream')).status).toBe(404)
  })
})
