import { TARGETS, type Target } from '../infra/settings.ts'
import { must, run, succeeds } from './command.ts'

/** Base images as this machine has them, where the registry's are not to be had. */
export async function localBases(): Promise<Record<string, string>> {
  const there = await succeeds('docker', 'image', 'inspect', 'localhost/bun:1.4.4')
  if (!there || process.env.BUN_IMAGE) return {}
  return { BUN_IMAGE: 'localhost/bun:1.4.4', RUNTIME_IMAGE: 'localhost/debian:12-slim' }
}

/** The commit, and that there is more than it. */
export async function revision(): Promise<string> {
  const { code, out } = await run(['git', 'describe', '--always', '--dirty', '--exclude=*'])
  return code === 0 ? out : 'local'
}

/**
 * Builds the image of every target as REGISTRY/TARGET:TAG.
 * @throws CommandFailed with the end of the build's output
 */
export async function buildImages(
  registry: string,
  tag: string,
  onBuilt: (image: string) => void = () => {},
): Promise<string[]> {
  const bases = { BUN_IMAGE: process.env.BUN_IMAGE, RUNTIME_IMAGE: process.env.RUNTIME_IMAGE }
  const build = { ...bases, ...(await localBases()), VERSION: tag, REVISION: await revision() }
  // Behind a proxy that signs certificates itself, the build needs to know its root.
  const ca = process.env.BUILD_CA ?? process.env.CURL_CA_BUNDLE
  const built: string[] = []
  for (const target of TARGETS) {
    const image = nameOf(registry, target, tag)
    await must(
      [
        ...['docker', 'build', '--target', target, '-t', image],
        ...Object.entries(build).flatMap(([name, value]) =>
          value ? ['--build-arg', `${name}=${value}`] : [],
        ),
        ...(ca ? ['--secret', `id=ca,src=${ca}`] : []),
        '.',
      ],
      { env: { DOCKER_BUILDKIT: '1' } },
    )
    onBuilt(image)
    built.push(image)
  }
  return built
}

const nameOf = (registry: string, target: Target, tag: string) => `${registry}/${target}:${tag}`
