/** A connection to MongoDB's `admin` database. */
export type Admin = {
  // biome-ignore lint/suspicious/noExplicitAny: commands answer as they like, and what is used is checked
  command(command: Record<string, unknown>): Promise<any>
  close(): Promise<void>
}
/** @throws an error with MongoDB's `code` when it refuses */
export type Connect = (url: string) => Promise<Admin>

/** MongoDB's error codes. */
export const UNAUTHORIZED = 13
export const AUTHENTICATION_FAILED = 18
export const isRefusal = (error: unknown, code: number) =>
  (error as { code?: unknown }).code === code

export async function withAdmin<T>(
  connect: Connect,
  url: string,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = await connect(url)
  try {
    return await work(admin)
  } finally {
    await admin.close()
  }
}
