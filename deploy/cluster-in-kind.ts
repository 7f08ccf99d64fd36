/*
 * `bun run cluster [--delete]`: a Kubernetes cluster in Docker (kind) that `bun run deploy dev` and `bun run smoke
 * http://localhost:30080` find, or none any more. One that is there is left as it is.
 * Exit 0 it is there (or gone), 1 not, 2 wrong usage or something is not installed
 */
import { join } from 'node:path'
import { must, ROOT, run, succeeds } from './command.ts'

const NAME = 'forecourt'
const NEEDED = [
  ['docker', 'https://docs.docker.com/get-docker/'],
  ['kind', 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation'],
  ['kubectl', 'https://kubernetes.io/docs/tasks/tools/'],
] as const

function fail(words: string, code: 1 | 2): never {
  process.stderr.write(`cluster: ${words}\n`)
  process.exit(code)
}

const [flag, ...more] = process.argv.slice(2)
if (more.length > 0 || !['--delete', undefined].includes(flag))
  fail('usage: bun run cluster [--delete]', 2)
for (const [program, where] of NEEDED)
  if (!Bun.which(program)) fail(`${program} is not installed: ${where}`, 2)
if (!(await succeeds('docker', 'info'))) fail('Docker does not answer: start it', 1)

try {
  const there = (await must(['kind', 'get', 'clusters'])).split('\n').includes(NAME)
  if (flag === '--delete') {
    if (there) await must(['kind', 'delete', 'cluster', '--name', NAME])
    console.log(there ? `the cluster ${NAME} is gone` : `there is no cluster ${NAME}`)
  } else {
    if (!there) {
      console.log(`making the cluster ${NAME}: about a minute, longer the first time`)
      const file = join(ROOT, 'deploy/kind.yaml')
      await must(['kind', 'create', 'cluster', '--config', file, '--wait', '120s'])
    }
    await must(['kubectl', 'config', 'use-context', `kind-${NAME}`])
    const { out } = await run(['kubectl', 'get', 'nodes', '-o', 'name'])
    console.log(`${there ? 'the cluster was there' : 'the cluster is there'}: ${out}`)
    console.log('next: bun run deploy dev && bun run smoke http://localhost:30080')
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error), 1)
}
