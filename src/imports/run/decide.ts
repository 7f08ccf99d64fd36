import { MessageError, message } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'
import type { Lease } from '../../snapshots/ledger.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { ImportRunning } from './importer.ts'
import { now } from './record.ts'
import { IMPORT_LEASE, LEASE_TTL, recoverUnfinished } from './recover.ts'

/** What cannot be decided any more, or not so. */
export class NotDecidable extends MessageError {
  override name = 'NotDecidable'
}
/** There is no such snapshot. */
export class NoSuchSnapshot extends MessageError {
  override name = 'NoSuchSnapshot'
}

const REJECTS_AT_ONCE = 500

/**
 * Publishes what an import held back, as it was looked at.
 * @throws ImportRunning, NotDecidable
 */
export async function publishHeld(stores: Stores, id: number, keep: number): Promise<Import> {
  return await alone(stores, async () => {
    const { imports, cars, snapshots } = stores
    const run = await imports.find(id)
    if (run?.status !== 'held') throw notHeld(id)
    if ((run.questions ?? []).length > 0) {
      throw new NotDecidable(
        message('Import {id} asks how its file is read: answer that first.', { id }),
      )
    }
    const held = await snapshots.held(id)
    if (held === null) {
      throw new NotDecidable(
        message('What import {id} held back is no longer kept: import it again.', { id }),
      )
    }
    await imports.update(id, { status: 'running' })
    try {
      const { version } = await held.publish(keep)
      const changes = await cars.changes(version).catch(() => null)
      const change = {
        status: 'published',
        snapshot: version,
        changes,
        finished_at: now(),
      } as const
      await imports.update(id, change)
      if (run.profile) await imports.keepProfile(run.profile)
      return { ...run, ...change }
    } catch (error) {
      await recoverUnfinished(stores).catch(() => {})
      throw error
    }
  })
}

/** Gives up what an import held back. @throws ImportRunning, NotDecidable */
export async function discardHeld(stores: Stores, id: number): Promise<Import> {
  return await alone(stores, async () => {
    const run = await stores.imports.find(id)
    if (run?.status !== 'held') throw notHeld(id)
    await (await stores.snapshots.held(id))?.discard()
    const change = { status: 'cancelled', finished_at: now() } as const
    await stores.imports.update(id, change)
    return { ...run, ...change }
  })
}

/**
 * Goes back to a snapshot that is still kept: its cars become a snapshot of their own, with a record in the history, and
 * what was published since is marked as taken back.
 * @throws ImportRunning, NoSuchSnapshot, NotDecidable
 */
export async function restore(stores: Stores, version: number, keep: number): Promise<Import> {
  return await alone(stores, async () => {
    const { imports, cars, snapshots, archive } = stores
    const [current, ...older] = await cars.snapshots()
    if (current?.version === version) {
      throw new NotDecidable(message('Snapshot {version} is what readers see.', { version }))
    }
    const wanted = older.find((each) => each.version === version)
    if (!current || !wanted) {
      throw new NoSuchSnapshot(message('Snapshot {version} is not kept.', { version }))
    }
    const since = [current, ...older].filter((each) => each.version > version)
    const publisher = await imports.find(wanted.import_id)
    if (!publisher)
      throw new NoSuchSnapshot(message('Snapshot {version} is not kept.', { version }))
    const { id: _, kept: __, held_because: ___, comparison: ____, ...found } = publisher
    const begun = {
      status: 'running',
      started_at: now(),
      finished_at: null,
      restored: version,
    } as const
    const record = await imports.create({ ...found, ...begun, snapshot: null, changes: null })
    await copyRejects(stores, publisher.id, record.id)
    const draft = await snapshots.draft(record.id, wanted.cars)
    try {
      for await (const batch of archive.stored(wanted)) await draft.write(batch)
      const { as_of, content_hash } = wanted
      const model = await cars.model(wanted)
      const snapshot = await draft.publish({ as_of, content_hash, keep, model })
      const changes = await cars.changes(snapshot.version).catch(() => null)
      const change = {
        ...({ status: 'published', finished_at: now() } as const),
        ...{ snapshot: snapshot.version, changes },
      }
      await imports.update(record.id, change)
      for (const { import_id } of since) await imports.update(import_id, { status: 'rolled_back' })
      return { ...record, ...change }
    } catch (error) {
      await draft.discard().catch(() => {})
      await recoverUnfinished(stores).catch(() => {})
      throw error
    }
  })
}

async function copyRejects({ imports }: Stores, from: number, to: number): Promise<void> {
  for (let offset = 0; ; offset += REJECTS_AT_ONCE) {
    const { items } = await imports.rejects(from, { offset, limit: REJECTS_AT_ONCE })
    if (items.length === 0) return
    await imports.keepRejects(to, items)
  }
}

/** Nobody imports meanwhile. */
async function alone<T>(stores: Stores, work: () => Promise<T>): Promise<T> {
  const lease: Lease | null = await stores.imports.lease(IMPORT_LEASE, LEASE_TTL)
  if (lease === null) {
    const [unfinished] = await stores.imports.unfinished()
    throw new ImportRunning(unfinished?.id ?? null)
  }
  const beat = setInterval(() => void lease.renew().catch(() => {}), LEASE_TTL / 4)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await lease.release().catch(() => {})
  }
}

const notHeld = (id: number) =>
  new NotDecidable(message('Import {id} is not held: there is nothing to decide.', { id }))
