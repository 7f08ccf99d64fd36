import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import lists from '../../tests/fixtures/lists.json'
import { importedList } from '../../tests/support/imported-list.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import type { Answers } from './profile/answers.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/**
 * `want`: what its first cars are; `cars`: how many there are in all; `held`: what the reason names, blank for any;
 * `answers`: what a person says to it, after which it is published.
 */
type List = {
  name: string
  text?: string
  base64?: string
  currency: string
  pack?: string
  want?: object[]
  cars?: number
  held?: string
  answers?: Answers
}

describe('a list of its kind', () => {
  test.each((lists as List[]).map((each) => [each.name, each] as const))('%s', async (_, list) => {
    const path = join(folder.path, `${crypto.randomUUID()}.csv`)
    await Bun.write(path, list.text ?? Buffer.from(list.base64 ?? '', 'base64'))
    const rulePack = list.pack === 'india' ? 'india' : 'none'
    const market = { currency: list.currency, rulePack } as const
    const asked = await importedList(path, market)
    if (list.want === undefined || list.answers !== undefined) {
      const { status, why, cars } = asked
      expect([status === 'published', cars.length]).toEqual([false, 0])
      expect(why).toMatch(new RegExp(list.held ?? '', 'i'))
    }
    if (list.want === undefined) return
    const { answers } = list
    const { status, why, cars } = answers ? await importedList(path, market, answers) : asked
    expect([status, why]).toEqual(['published', ''])
    expect(cars.slice(0, list.want.length)).toMatchObject(list.want)
    if (list.cars !== undefined) expect(cars).toHaveLength(list.cars)
  })
})
