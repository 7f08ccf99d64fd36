import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { localBases } from '../../deploy/build-images.ts'
import { must, succeeds } from '../../deploy/command.ts'

/** The image that Compose names; tests use what it is there, or can be pulled as. */
export const KAFKA_IMAGE = 'apache/kafka:3.9.1'
/** The same Kafka from its archives, where the image cannot be pulled. */
export const KAFKA_STAND_IN = 'forecourt/kafka-stand-in:test'

const FOLDER = join(import.meta.dir, '../stand-in')

/** The folder of Kafka's archives, or null where they are not. */
function archives(): string | null {
  const home = process.env.KAFKA_HOME_DIR ?? join(homedir(), '.cache/forecourt-kafka')
  const lib = join(home, 'lib')
  return existsSync(join(lib, 'kafka_2.13-3.9.1.jar')) ? lib : null
}

/** @param pulls whether a registry can be reached @returns the image of a broker, and what it is; null where there is none */
export async function kafkaImage(pulls: boolean): Promise<{ image: string; used: string } | null> {
  if (pulls || (await succeeds('docker', 'image', 'inspect', KAFKA_IMAGE)))
    return { image: KAFKA_IMAGE, used: KAFKA_IMAGE }
  const lib = archives()
  if (lib === null) return null
  const { BUN_IMAGE } = await localBases()
  const context = await mkdtemp(join(tmpdir(), 'forecourt-kafka-'))
  try {
    await cp(lib, join(context, 'lib'), { recursive: true })
    await cp(join(FOLDER, 'kafka-run.sh'), join(context, 'run'))
    await must(
      [
        ...['docker', 'build', '-q', '-t', KAFKA_STAND_IN],
        ...['-f', join(FOLDER, 'kafka.Dockerfile')],
        ...(BUN_IMAGE ? ['--build-arg', `BUN_IMAGE=${BUN_IMAGE}`] : []),
        context,
      ],
      { env: { DOCKER_BUILDKIT: '1' } },
    )
  } finally {
    await rm(context, { recursive: true })
  }
  return { image: KAFKA_STAND_IN, used: `a STAND-IN for ${KAFKA_IMAGE}, of the same Kafka` }
}
