import * as pulumi from '@pulumi/pulumi'
import { forecourt } from './forecourt.ts'
import type { Settings } from './settings.ts'

/** A Kubernetes object as it goes to the cluster. */
export type Manifest = {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    labels: Record<string, string>
    annotations?: Record<string, string>
  }
  // biome-ignore lint/suspicious/noExplicitAny: kinds differ, and the types of Pulumi have checked them
  [field: string]: any
}

/** How Pulumi marks a secret on its way to the engine. */
const SIGNATURE = '4dabf18193072939515e22adb298388d'

/**
 * The objects of a stack, from the program that `pulumi up` runs, without a cluster, an engine or a plugin: the
 * Namespace first, the rest by component, kind and name.
 * @param secrets values of the encrypted configuration, by name
 */
export async function capture(
  settings: Settings,
  secrets: Record<string, string> = {},
): Promise<Manifest[]> {
  const manifests: Manifest[] = []
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs }) {
      if (type.startsWith('kubernetes:')) manifests.push(readable(plain(inputs) as Manifest))
      return { id: name, state: inputs }
    },
    call: ({ inputs }) => inputs,
  })
  forecourt(settings, (name) => {
    const value = secrets[name]
    return value === undefined ? undefined : pulumi.secret(value)
  })
  await pulumi.runtime.disconnect()
  return manifests.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** Secrets in words, as people write them; the API server takes both. */
function readable(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Secret') return manifest
  const { data, ...rest } = manifest
  const words = Object.entries<string>(data).map(([key, value]) => [
    key,
    Buffer.from(value, 'base64').toString(),
  ])
  return { ...rest, stringData: Object.fromEntries(words) }
}

export const componentOf = ({ metadata }: Manifest): string =>
  metadata.labels['app.kubernetes.io/component'] ?? ''

const placeOf = (manifest: Manifest): string =>
  `${manifest.kind === 'Namespace' ? 0 : 1} ${componentOf(manifest)} ${manifest.kind} ${manifest.metadata.name}`

/** Without Pulumi's wrappings, at any depth, and without what is not said. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (SIGNATURE in value) return plain((value as { value?: unknown }).value)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) =>
      each === undefined ? [] : [[key, plain(each)]],
    ),
  )
}
