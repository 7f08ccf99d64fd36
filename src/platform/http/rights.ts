/** Who asks: the operator may change things, a reader may see what is not for everybody. */
export type Identity = 'stranger' | 'reader' | 'operator'

/** What decides who may do what. */
export type Rights = {
  /** Address that the server listens on */
  host: string
  /** Where readers find the server; null: not stated */
  publicUrl: string | null
  adminToken: string | null
  readerToken: string | null
  /** Other origins, whose pages may read answers, and send changes with a token */
  origins: readonly string[]
  /** Seals the cookies of sessions; the same for all replicas */
  sessionSecret(): Promise<string>
}
