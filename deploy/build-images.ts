import { imageOf } from '../infra/pods.ts'
import { type Images, TARGETS, type Target } from '../infra/settings.ts'
import { must, run, succeeds } from './command.ts'
import { caretakerTag, contentTag } from './content.ts'

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

/** The images of this checkout, by what they are made of: the same content, the same names. */
export const imagesOfCheckout = async (registry: string): Promise<Images> => ({
  registry,
  tag: await contentTag(),
  caretaker: await caretakerTag(),
})

/**
 * Builds the image of every target. BUILT_IMAGES names the tag under which they have been compiled before: then they only
 * get their version and their names.
 * @returns their names
 * @throws CommandFailed with the end of the build's output
 */
export async function buildImages(
  images: Images,
  onBuilt: (image: string) => void = () => {},
): Promise<string[]> {
  const { BUILT_IMAGES: from } = process.env
  const names: string[] = []
  for (const target of TARGETS) {
    const name = imageOf(images, target)
    if (from) await label(`${images.registry}/${target}:${from}`, name, images.tag)
    else await compile(target, name, images.tag)
    onBuilt(name)
    names.push(name)
  }
  return names
}

const withBuildKit = { DOCKER_BUILDKIT: '1' }

async function compile(target: Target, name: string, version: string): Promise<void> {
  const bases = { BUN_IMAGE: process.env.BUN_IMAGE, RUNTIME_IMAGE: process.env.RUNTIME_IMAGE }
  const build = { ...bases, ...(await localBases()), VERSION: version, REVISION: await revision() }
  // Behind a proxy that signs certificates itself, the build needs to know its root.
  const ca = process.env.BUILD_CA ?? process.env.CURL_CA_BUNDLE
  await must(
    [
      ...['docker', 'build', '--target', target, '-t', name],
      ...Object.entries(build).flatMap(([key, value]) =>
        value ? ['--build-arg', `${key}=${value}`] : [],
      ),
      ...(ca ? ['--secret', `id=ca,src=${ca}`] : []),
      '.',
    ],
    { env: withBuildKit },
  )
}

/** A compiled image as another version, which no server can tell from one that was compiled as it. */
async function label(compiled: string, name: string, version: string): Promise<void> {
  const file = `FROM ${compiled}\nENV APP_VERSION=${version}\n`
  await must(['docker', 'build', '-t', name, '-'], { input: file, env: withBuildKit })
}
