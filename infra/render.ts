/*
 * `bun run infra:render [STACK…] [--images FILE]`: writes the objects of a stack as plain manifests to deploy/STACK/,
 * one file a component, for `kubectl apply -f deploy/STACK/`. They come from the program that `pulumi up` runs, so
 * the two cannot differ. A pinned stack whose images are not known yet names digests that no image has. Secrets are not
 * among them: secrets.example shows which there must be.
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { capture, componentOf, type Manifest } from './capture.ts'
import { ALL_PLACEHOLDERS } from './secrets.ts'
import { SettingsError } from './settings.ts'
import { readImages, readStack, stackNames, valuesOf, withUnknownDigests } from './stacks.ts'

const DEPLOY = join(import.meta.dir, '../deploy')
/** File name → text. The Namespace comes first by name, as kubectl applies them in that order. */
export async function render(
  stack: string,
  different: Record<string, unknown> = {},
): Promise<Map<string, string>> {
  const pinned = valuesOf(stack).pinned !== false
  const { images } = readStack(stack, { ...different, pinned: false })
  const named = pinned ? { images: withUnknownDigests(images) } : {}
  const manifests = await capture(readStack(stack, { ...different, ...named }), ALL_PLACEHOLDERS)
  const files = Map.groupBy(
    manifests.filter(({ kind }) => kind !== 'Secret'),
    (manifest) => (componentOf(manifest) === 'namespace' ? '0-namespace' : componentOf(manifest)),
  )
  const head = `# Stack ${stack}, from infra/ by \`bun run infra:render ${stack}\`. Change it there.\n`
  const secrets = manifests.filter(({ kind }) => kind === 'Secret')
  return new Map([
    ...[...files].map(([name, objects]): [string, string] => [
      `${name}.yaml`,
      head + yamlOf(objects),
    ]),
    [
      'secrets.example',
      `${head}# Not applied with the rest: create them first (docs/operations.md), or let \`bun run deploy ${stack}\` make them.\n${yamlOf(secrets)}`,
    ],
  ])
}

export const yamlOf = (objects: Manifest[]): string =>
  objects.map((object) => `---\n${Bun.YAML.stringify(object, null, 2)}\n`).join('')

async function write(stack: string, images: string | undefined): Promise<void> {
  const folder = join(DEPLOY, stack)
  const files = await render(stack, images === undefined ? {} : { images: readImages(images) })
  await mkdir(folder, { recursive: true })
  for (const old of await readdir(folder)) if (!files.has(old)) await rm(join(folder, old))
  for (const [name, text] of files) await Bun.write(join(folder, name), text)
  console.log(`deploy/${stack}: ${[...files.keys()].join(', ')}`)
}

if (import.meta.main) {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { images: { type: 'string' } },
      allowPositionals: true,
    })
    for (const stack of positionals.length > 0 ? positionals : stackNames())
      await write(stack, values.images)
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof TypeError)) throw error
    process.stderr.write(`infra:render: ${error.message}\n`)
    process.exit(2)
  }
}
