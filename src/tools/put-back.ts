import type { Located } from '../exports/located.ts'
import type { Stores } from '../snapshots/stores.ts'
import { extractedStores } from './extracted-stores.ts'
import { compare, move, type Proof, type Say } from './move.ts'

/**
 * Puts an extraction into a database in place of what it holds, reads everything back and holds it against the files.
 * @throws Error that names the kinds of things that differ
 */
export async function putBack(
  target: Stores,
  { folder }: Pick<Located, 'folder'>,
  say: Say,
): Promise<Proof[]> {
  const source = extractedStores(folder)
  await target.archive.erase()
  await move(source, target, say)
  const proofs = await compare(source, target, say)
  const wrong = proofs.filter(({ different }) => different > 0).map(({ what }) => what)
  if (wrong.length > 0) throw new Error(`${wrong.join(', ')} differ from the files`)
  return proofs
}
