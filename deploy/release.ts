/*
 * `bun deploy/release.ts STACK --images FILE --url URL [--previous FILE] [--with pulumi|kubectl]`: deploys, asks what readers
 * will ask, and brings the images back that ran before when one of the two fails.
 * Exit 0 released, 1 not (the last line says what serves now), 2 wrong usage
 */
import { parseArgs } from 'node:util'
import { ROOT } from './command.ts'
import { smoke } from './smoke.ts'

export type Steps<Images> = {
  /** @throws when it did not come up */
  deploy(images: Images): Promise<void>
  smoke(images: Images): Promise<boolean>
  say(line: string): void
}
export type Outcome = 'released' | 'taken back' | 'broken'

/** @param previous what ran before; null on a first deployment */
export async function release<Images>(
  next: Images,
  previous: Images | null,
  steps: Steps<Images>,
): Promise<Outcome> {
  if (await works(next, steps)) return 'released'
  if (previous === null) {
    steps.say('it does not work, and there is nothing to go back to')
    return 'broken'
  }
  steps.say('it does not work: going back to what ran before')
  if (await works(previous, steps)) {
    steps.say('what ran before serves again')
    return 'taken back'
  }
  steps.say('what ran before does not work either')
  return 'broken'
}

async function works<Images>(images: Images, { deploy, smoke, say }: Steps<Images>) {
  try {
    await deploy(images)
    return await smoke(images)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return false
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: {
      images: { type: 'string' },
      previous: { type: 'string' },
      url: { type: 'string' },
      with: { type: 'string' },
    },
    allowPositionals: true,
  })
  const { images, previous, url } = values
  const [stack, ...more] = positionals
  if (!stack || more.length > 0 || !images || !url) {
    process.stderr.write(
      'usage: bun deploy/release.ts STACK --images FILE --url URL [--previous FILE] [--with pulumi|kubectl]\n',
    )
    return 2
  }
  const tool = values.with ? ['--with', values.with] : []
  const outcome = await release(images, previous ?? null, {
    async deploy(file) {
      const command = [process.execPath, 'deploy/deploy.ts', stack, '--images', file, ...tool]
      const child = Bun.spawn(command, { cwd: ROOT, stdout: 'inherit', stderr: 'inherit' })
      if ((await child.exited) !== 0) throw new Error(`bun run deploy ${stack} --images ${file}`)
    },
    smoke: () => smoke(url),
    say: (line) => console.log(line),
  })
  return outcome === 'released' ? 0 : 1
}

if (import.meta.main) process.exit(await main())
