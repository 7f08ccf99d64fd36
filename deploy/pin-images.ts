/*
 * `bun run images:pin`: replaces the tags of the base images in Dockerfile, compose.yml and infra by the digests that they
 * have now (`tag@sha256:…`). Needs Docker with buildx and a registry; what cannot be resolved is left as it is, exit 1.
 */
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const CONSTANT = /(const \w+_IMAGE =\s+')([^']+)(?=')/g
/** Where a base image is named: its default stands behind `=` or `:-`. */
const PLACES: [file: string, pattern: RegExp][] = [
  ['Dockerfile', /^(ARG \w+_IMAGE=)(\S+)$/gm],
  ['compose.yml', /(\$\{\w+_IMAGE:-)([^}]+)(?=\})/g],
  ['infra/settings.ts', CONSTANT],
  ['infra/stream-settings.ts', CONSTANT],
]

/** @param digestOf gives the digest of a reference without one, or null */
export async function pin(
  text: string,
  pattern: RegExp,
  digestOf: (image: string) => Promise<string | null>,
) {
  let pinned = text
  const missing: string[] = []
  for (const [whole, before = '', image = ''] of text.matchAll(pattern)) {
    const [tag = ''] = image.split('@')
    const digest = await digestOf(tag)
    if (digest === null) missing.push(tag)
    else pinned = pinned.replace(whole, `${before}${tag}@${digest}`)
  }
  return { pinned, missing }
}

async function digestInRegistry(image: string): Promise<string | null> {
  const child = Bun.spawn(
    ['docker', 'buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'],
    { stdout: 'pipe', stderr: 'ignore' },
  )
  const said = (await new Response(child.stdout).text()).trim()
  return (await child.exited) === 0 && /^sha256:[0-9a-f]{64}$/.test(said) ? said : null
}

if (import.meta.main) {
  const unresolved = new Set<string>()
  for (const [file, pattern] of PLACES) {
    const path = join(ROOT, file)
    const text = await Bun.file(path).text()
    const { pinned, missing } = await pin(text, pattern, digestInRegistry)
    if (pinned !== text) await Bun.write(path, pinned)
    for (const image of missing) unresolved.add(image)
    console.log(`${file}: ${pinned === text ? 'as it was' : 'pinned'}`)
  }
  for (const image of unresolved)
    console.error(`${image}: no digest could be had; is the registry reachable?`)
  process.exit(unresolved.size === 0 ? 0 : 1)
}
