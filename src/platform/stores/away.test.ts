import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import * as mongodb from 'mongodb'
import { isStoreAway } from './away.ts'
import { DatabaseUnavailable } from './database.ts'

const AWAY = [
  new DatabaseUnavailable('db cannot be reached'),
  new mongodb.MongoNetworkError('connection 1 to db:27017 closed'),
  new mongodb.MongoNetworkTimeoutError('timed out'),
  new mongodb.MongoServerSelectionError('Server selection timed out', {} as never),
  new mongodb.MongoNotConnectedError('Client must be connected'),
  new mongodb.MongoTopologyClosedError('Topology is closed'),
  new mongodb.MongoServerError({ message: 'not primary', code: 10107 }),
  Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
  Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' }),
]

test.each(AWAY.map((error) => [error.message, error] as const))(
  '%s: the database is away',
  (_, error) => {
    expect(isStoreAway(error)).toBe(true)
  },
)

test('a question that is wrong, or anything else of ours, is not the database being away', () => {
  const db = new Database(':memory:')
  let wrong: unknown
  try {
    db.query('SELECT nothing FROM nowhere').all()
  } catch (error) {
    wrong = error
  }
  expect(wrong).toBeInstanceOf(Error)
  const others = [wrong, new Error('x'), new TypeError('y'), 'text', null]
  expect(others.some(isStoreAway)).toBe(false)
  const refused = new mongodb.MongoServerError({ message: 'unknown operator', code: 2 })
  expect(isStoreAway(refused)).toBe(false)
})
