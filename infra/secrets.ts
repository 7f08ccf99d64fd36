import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { metaOf } from './labels.ts'
import { lasting } from './protection.ts'
import type { Settings } from './settings.ts'

/** The encrypted values of a stack's configuration, by name; undefined where one is not set. */
export type Vault = (name: string) => pulumi.Output<string> | undefined

/** What stands where a secret belongs that nobody has given. */
export const PLACEHOLDER = 'REPLACE-ME'

const placeholders = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, PLACEHOLDER]))

/** Those that only the operator can know. */
export const TO_BE_GIVEN = placeholders(
  'databaseUrl',
  'kafkaPassword',
  's3AccessKeyId',
  's3SecretAccessKey',
)

/** Every secret that a stack's configuration may hold. */
export const ALL_PLACEHOLDERS = {
  ...TO_BE_GIVEN,
  ...placeholders('adminToken', 'databasePassword', 'databaseAdminPassword', 'databaseKeyfile'),
}

/** A Secret of the cluster. `follow`: what its readers must be restarted for, as they read it once. */
export type Kept = { name: string; follow: pulumi.Input<unknown> }

type Values = Record<string, pulumi.Input<string>>

/**
 * `data`, not `stringData`: the provider turns the second into the first, and a field that is to be ignored has to be the
 * one that it keeps. Ignored as `stringData`, the next update replaced the Secret by one with another value.
 */
const encoded = (values: Values) =>
  pulumi.secret(
    pulumi
      .output(values)
      .apply((plain) =>
        Object.fromEntries(
          Object.entries(plain).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
        ),
      ),
  )

/** A Secret that holds what the stack's configuration holds. */
export function keep(
  settings: Settings,
  component: string,
  name: string,
  values: Values,
  parent: pulumi.Resource,
): Kept {
  const data = encoded(values)
  new k8s.core.v1.Secret(name, { metadata: metaOf(settings, component, name), data }, { parent })
  return { name, follow: data }
}

/** A Secret that is made once, with the stack: every later update makes others and ignores them. */
export function keepMade(
  settings: Settings,
  component: string,
  name: string,
  make: () => Values,
  parent: pulumi.Resource,
): Kept {
  new k8s.core.v1.Secret(
    name,
    { metadata: metaOf(settings, component, name), data: encoded(make()) },
    lasting(settings, { parent, ignoreChanges: ['data'] }),
  )
  return { name, follow: 'made with the stack' }
}

/** 256 bits in a form that URLs, shells and MongoDB's key file all take. */
export const random = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')

/** A key of a Secret, as the file /secrets/PATH. */
export type Item = { secret: Kept; key: string; path: string }

export const SECRETS = { name: 'secrets', mountPath: '/secrets', readOnly: true }

/** The volume in which a pod finds its secrets as files, and nobody else's. */
export function secretFiles(items: Item[]): k8s.types.input.core.v1.Volume {
  return {
    name: 'secrets',
    projected: {
      defaultMode: 0o440,
      sources: items.map(({ secret, key, path }) => ({
        secret: { name: secret.name, items: [{ key, path }] },
      })),
    },
  }
}
