import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Taking } from './import-log.ts'

/** ms between two looks at the file, and between two segments */
const LOOK = 500
const KEEP = 60_000
const CHUNK = 1 << 20

type Times = { look?: number; keep?: number }

/** Reads what is written to a log from now on, until it is told to stop. A log that was rotated is read on in its successor. */
export async function followLog(
  file: string,
  folder: string,
  signal: AbortSignal,
  { look = LOOK, keep = KEEP }: Times = {},
): Promise<void> {
  const taking = new Taking(folder, basename(file))
  const buffer = Buffer.alloc(CHUNK)
  let open = tryOpen(file)
  let at = open === null ? 0 : fstatSync(open).size
  let rest = ''
  let kept = Date.now()
  const readOn = (from: number) => {
    for (let read = 1; read > 0; at += read) {
      read = readSync(from, buffer, 0, CHUNK, at)
      const lines = (rest + buffer.toString('utf8', 0, read)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) taking.take(line)
    }
  }
  while (!signal.aborted) {
    await Bun.sleep(look)
    if (open !== null) {
      if (fstatSync(open).size < at) at = 0
      readOn(open)
    }
    const now = statSync(file, { throwIfNoEntry: false })
    if (now && (open === null || fstatSync(open).ino !== now.ino)) {
      if (open !== null) closeSync(open)
      open = tryOpen(file)
      at = 0
      rest = ''
      if (open !== null) readOn(open)
    }
    if (Date.now() - kept >= keep) {
      kept = Date.now()
      await taking.keep()
    }
  }
  await taking.keep()
  if (open !== null) closeSync(open)
}

function tryOpen(file: string): number | null {
  try {
    return openSync(file, 'r')
  } catch {
    return null
  }
}
