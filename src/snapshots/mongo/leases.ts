import type { Db } from 'mongodb'
import { tellingAway } from '../../platform/stores/away.ts'
import { HOST, isGone } from '../../platform/stores/holder.ts'
import { isDuplicate, retrying } from '../../platform/stores/mongo.ts'
import type { Lease } from '../ledger.ts'

type LeaseDoc = { _id: string; holder: string; host: string; pid: number; expiresAt: Date }

const leasesIn = (db: Db) => db.collection<LeaseDoc>('leases')

/** null while another holder's lease lives. `ttl` in ms. */
export async function leaseOn(db: Db, name: string, ttl: number): Promise<Lease | null> {
  const holder = crypto.randomUUID()
  return (await take(db, name, holder, ttl)) ? heldLease(db, name, holder, ttl) : null
}

/** A lease that was taken elsewhere. */
export function heldLease(db: Db, name: string, holder: string, ttl: number): Lease {
  const leases = leasesIn(db)
  const mine = { _id: name, holder }
  return tellingAway({
    holder,
    renew: () =>
      retrying(async () => {
        const expiresAt = new Date((await now(db)) + ttl)
        return (await leases.updateOne(mine, { $set: { expiresAt } })).matchedCount === 1
      }),
    release: async () => {
      await retrying(() => leases.deleteOne(mine))
    },
  })
}

/**
 * One atomic write decides: it takes a lease that is over, or adds one where none is, or takes one whose holder is
 * dead. Never an upsert: what a server says when two of them collide differs. Who holds it is read afterwards, because
 * the answer of a write may have been lost.
 */
async function take(db: Db, name: string, holder: string, ttl: number): Promise<boolean> {
  const leases = leasesIn(db)
  const time = await now(db)
  const lease = { holder, host: HOST, pid: process.pid, expiresAt: new Date(time + ttl) }
  const takeOver = (from: { holder: string } | { expiresAt: { $lte: Date } }) =>
    retrying(() => leases.updateOne({ _id: name, ...from }, { $set: lease }))
  const held = () => leases.findOne({ _id: name })

  const { matchedCount } = await takeOver({ expiresAt: { $lte: new Date(time) } })
  if (matchedCount === 1) return true
  await retrying(() =>
    leases.insertOne({ _id: name, ...lease }).catch((error) => {
      if (!isDuplicate(error)) throw error
    }),
  )
  const found = await held()
  if (found === null || found.holder === holder) return found !== null
  if (!isGone(found)) return false
  await takeOver({ holder: found.holder })
  return (await held())?.holder === holder
}

/** The server's clock, so that hosts whose clocks differ agree on when a lease is over; else this process's. */
async function now(db: Db): Promise<number> {
  const { localTime } = await db.command({ hello: 1 })
  return localTime instanceof Date ? localTime.getTime() : Date.now()
}
