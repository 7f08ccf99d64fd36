import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/support/server.ts'
import { fingerprint, GzipFile, readText } from './gzip-file.ts'

async function read(path: string): Promise<string> {
  let text = ''
  for await (const piece of readText(path)) text += piece
  return text
}

test('what is written comes back, also where a character lies across two pieces', async () => {
  const folder = temporaryFolder()
  const path = join(folder.path, 'a.gz')
  const file = await GzipFile.create(path)
  const text = `${crypto.randomUUID()} ₹ 🚗 é\n`.repeat(40_000)
  for (let at = 0; at < 5; at += 1) await file.write(text)
  const told = await file.finish()
  expect(await fingerprint(path)).toEqual(told)
  expect((await read(path)) === text.repeat(5)).toBe(true)

  const bytes = await Bun.file(path).bytes()
  await Bun.write(path, bytes.slice(0, bytes.length - 20))
  await expect(read(path)).rejects.toThrow()
  folder.remove()
})

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is an error, not a crash (needs /dev/full)',
  async () => {
    const noise = () =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString('base64')
    const file = await GzipFile.create('/dev/full')
    const fill = async () => {
      for (let at = 0; at < 50; at += 1) await file.write(noise())
      await file.finish()
    }
    await expect(fill()).rejects.toThrow(/ENOSPC/)
    await file.abandon()
    const small = await GzipFile.create('/dev/full')
    await small.write('x')
    await expect(small.finish()).rejects.toThrow(/ENOSPC/)
  },
)
