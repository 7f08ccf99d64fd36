import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  fromText,
  Images,
  readSettings,
  type Settings,
  SettingsError,
  TARGETS,
  type Target,
} from './settings.ts'

const FILE = /^Pulumi\.([a-z0-9-]+)\.yaml$/

/** The stacks that are configured here. */
export const stackNames = (): string[] =>
  readdirSync(import.meta.dir)
    .flatMap((file) => file.match(FILE)?.[1] ?? [])
    .sort()

/** What the file of a stack says, unchecked. @throws SettingsError when there is no such stack */
export function valuesOf(name: string): Record<string, unknown> {
  if (!stackNames().includes(name))
    throw new SettingsError(
      `${name || 'nothing'} is not a stack: there are ${stackNames().join(', ')}`,
    )
  const text = readFileSync(join(import.meta.dir, `Pulumi.${name}.yaml`), 'utf8')
  const { config = {} } = Bun.YAML.parse(text) as { config?: Record<string, unknown> }
  const values = Object.entries(config).flatMap(([key, value]) => {
    const [, own] = key.match(/^forecourt:(.+)$/) ?? []
    // What is encrypted is no setting; the program asks for it by name.
    const encrypted = typeof value === 'object' && value !== null && 'secure' in value
    if (own === undefined || encrypted) return []
    return [[own, typeof value === 'string' ? fromText(value) : value]]
  })
  return Object.fromEntries(values)
}

/**
 * The settings of a stack as its file says, without Pulumi.
 * @param different what is to be otherwise: the images that were just built, say
 * @throws SettingsError
 */
export const readStack = (name: string, different: Record<string, unknown> = {}): Settings =>
  readSettings(name, { ...valuesOf(name), ...different })

/** @throws SettingsError when the file does not hold images */
export function readImages(path: string): Images {
  try {
    return Images.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SettingsError(`--images ${path}: ${why}`)
  }
}

/** No image has this digest: the node that is asked for it says so. */
export const UNKNOWN = `sha256:${'0'.repeat(64)}`

const ALL_UNKNOWN = Object.fromEntries(TARGETS.map((target) => [target, UNKNOWN])) as Record<
  Target,
  string
>

/** Images of a stack that wants digests, where none are known yet. */
export const withUnknownDigests = (images: Images): Images => ({
  ...images,
  digests: images.digests ?? ALL_UNKNOWN,
})
