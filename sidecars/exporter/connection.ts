import { statSync } from 'node:fs'
import { openSource, type Source } from '../../src/exports/source.ts'

/** ms that a closing waits for an opening which still goes on */
const PATIENCE = 500

/** The database, opened when it is first asked for and again when it was not there: the exporter may start first. */
export class Connection {
  private opening: Promise<Source> | null = null
  private file: number | null = null

  constructor(private readonly databaseUrl: string) {}

  /** @throws Error in one line when the database cannot be used */
  async get(): Promise<Source> {
    if (this.opening && this.file !== this.fileNow()) await this.close()
    if (!this.opening) {
      this.file = this.fileNow()
      this.opening = openSource(this.databaseUrl)
    }
    const opening = this.opening
    try {
      return await opening
    } catch (error) {
      if (this.opening === opening) this.opening = null
      throw error
    }
  }

  async close(): Promise<void> {
    const { opening } = this
    this.opening = null
    const late = Bun.sleep(PATIENCE).then(() => null)
    const source = await Promise.race([opening?.catch(() => null), late])
    await source?.stores.close()
  }

  /** A SQLite file that was put in another's place has another number. */
  private fileNow(): number | null {
    if (!this.databaseUrl.startsWith('sqlite:')) return null
    const path = this.databaseUrl.slice('sqlite:'.length)
    return statSync(path, { throwIfNoEntry: false })?.ino ?? null
  }
}
