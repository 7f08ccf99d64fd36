import { describe, expect, test } from 'bun:test'
import { oddMarket } from '../../../../tests/support/odd-market.ts'
import { randomQuery } from '../../../../tests/support/queries.ts'
import { createRandom } from '../../../pricing/random.ts'
import { IndexBuilder } from '../build.ts'
import { conditionsOf } from '../conditions.ts'
import { Selection } from '../selection.ts'
import { chosenPage } from './chosen-page.ts'
import { pageOf, walkedPage } from './page.ts'

describe('a page of an index', () => {
  test('is the same whether cars are walked along or chosen', () => {
    const random = createRandom(41)
    const cars = oddMarket(random, 800)
    const builder = new IndexBuilder()
    builder.add(cars)
    const columns = builder.finish()
    let found = 0
    for (let asked = 0; asked < 600; asked++) {
      const { filter, ...request } = randomQuery(random, cars)
      const selection = new Selection(columns.size, conditionsOf(columns, filter))
      const page = pageOf(columns, selection, request)
      if (page.total === 0) continue
      found += 1
      expect(walkedPage(columns, selection, request)).toEqual(page)
      expect(chosenPage(columns, selection, request)).toEqual(page)
    }
    expect(found).toBeGreaterThan(300)
  })
})
