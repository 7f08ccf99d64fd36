import { z } from 'zod'

export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'must look like sha256: and 64 digits')
export const Size = z.string().regex(/^[1-9]\d*(Mi|Gi|Ti)$/, 'must look like 512Mi, 10Gi or 1Ti')
export const Label = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'must be lower case letters, digits and hyphens')
export const Host = z.hostname()
export const CRON = /^(\S+\s+){4}\S+$/
export const Port = z.int().min(1).max(65_535)

/** Who may be at the other end of a connection: the pods of a namespace, or addresses. */
export const Peer = z.union([
  z.strictObject({ namespace: Label }),
  z.strictObject({ cidr: z.cidrv4() }),
])
export type Peer = z.infer<typeof Peer>

export const Metric = z.string().min(1).describe('of pods, as the metrics adapter serves it')

/** Between how many pods the load decides. */
export const bounds = (most: number) =>
  z.strictObject({
    min: z.int().min(1).max(most),
    max: z.int().min(2).max(most),
    cpu: z.int().min(10).max(95).default(75).describe('% of what the container asks for'),
    calm: z.int().min(0).max(3600).default(300).describe('s of less load before there are fewer'),
  })

export const inOrder = ({ min, max }: { min: number; max: number }): boolean => min < max
