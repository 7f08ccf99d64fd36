import type { Webhook } from '../../platform/net/webhook.ts'
import { type Import, withoutMessage } from '../../snapshots/import.ts'

/** Tells of an import that somebody has to look at: it failed, was interrupted, or is held. */
export async function tellOf(webhook: Webhook, record: Import | null): Promise<void> {
  if (record === null || !['failed', 'interrupted', 'held'].includes(record.status)) return
  const { id, source, status, error, held_because = null, rows } = withoutMessage(record)
  await webhook({
    event: `import.${status}`,
    import: { id, source, status, error, held_because, rows },
  })
}
