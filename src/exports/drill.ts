import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = 'drill.json'

/** What became of the last restore that was only a trial; it lies beside the extractions. */
export const Drill = z.object({
  at: z.iso.datetime(),
  extraction: z.string().nullable().describe('its folder; null: there was none'),
  cars: z.int().min(0).describe('of the current snapshot'),
  seconds: z.number().min(0),
  error: z.string().nullable().describe('null: nothing differed'),
})
export type Drill = z.infer<typeof Drill>

/** Written beside and renamed: who reads it finds a whole one. */
export async function writeDrill(dir: string, drill: Drill): Promise<void> {
  const path = join(dir, FILE)
  await Bun.write(`${path}.new`, `${JSON.stringify(drill)}\n`)
  await rename(`${path}.new`, path)
}

/** @returns null where none was made yet, or it cannot be read */
export async function readDrill(dir: string): Promise<Drill | null> {
  const value = await Bun.file(join(dir, FILE))
    .json()
    .catch(() => null)
  return Drill.safeParse(value).data ?? null
}
