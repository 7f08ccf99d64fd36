import { forReader, INDIA, type Reader } from './reader.ts'

/** What `work` writes for a reader: English in an Indian market, where nothing else is said. */
export const asRead = <T>(work: () => T, reader: Partial<Reader> = {}): T =>
  forReader({ language: 'en', market: INDIA, ...reader }, work)

/** The body of a test that writes for such a reader: `test('…', inMarket(() => { … }))`. */
export const inMarket =
  (work: () => void | Promise<void>, reader: Partial<Reader> = {}) =>
  () =>
    asRead(work, reader)
