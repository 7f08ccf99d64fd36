import type * as pulumi from '@pulumi/pulumi'
import type { Settings } from './settings.ts'

/**
 * Options of what holds data, or opens it: in a stack that is protected Pulumi refuses to delete it, and leaves it in the
 * cluster when it is taken out of the program.
 */
export const lasting = (
  settings: Settings,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions =>
  settings.protected ? { ...options, protect: true, retainOnDelete: true } : options
