/*
 * `bun run canary STACK --images FILE [--steps 5,25,50] [--pause SECONDS]`: brings the next release up beside the one that runs,
 * gives it a part of the readers that grows step by step, and takes all of it back when its answers fail. With kubectl, on
 * a stack whose readers come by a gateway. What serves before and after is the same: `bun run deploy` releases it.
 * Exit 0 every step went well, 1 it stopped itself or failed, 2 wrong usage
 */
import { parseArgs } from 'node:util'
import { capture, componentOf, type Manifest } from '../infra/capture.ts'
import { CANARY, WEB } from '../infra/components/web.ts'
import { TO_BE_GIVEN } from '../infra/secrets.ts'
import { SettingsError } from '../infra/settings.ts'
import { readImages, readStack, valuesOf } from '../infra/stacks.ts'
import { Cluster } from './cluster.ts'
import { CommandFailed } from './command.ts'

/** Part of the answers of a step that may be errors of the server's. */
const MOST_FAILED = 0.01

/** Requests that were answered, and those of them with a 5xx. */
export type Answers = { all: number; failed: number }

/** What Prometheus' text format says of the answers of one pod. */
export function answersIn(metrics: string): Answers {
  const answers = { all: 0, failed: 0 }
  for (const [, labels = '', value = '0'] of metrics.matchAll(
    /^http_server_requests_total\{([^}]*)\} (\S+)$/gm,
  )) {
    answers.all += Number(value)
    if (/http_response_status_code="5\d\d"/.test(labels)) answers.failed += Number(value)
  }
  return answers
}

export type Parts = {
  setWeight(percent: number): Promise<void>
  /** of all of the canary's pods since they started */
  answers(): Promise<Answers>
  pause(): Promise<void>
  say(line: string): void
}

/**
 * Gives the canary its part of the readers, step by step, and takes it back at the first step whose answers failed, or
 * when they cannot be seen.
 * @returns whether every step went well
 */
export async function walk(steps: readonly number[], parts: Parts): Promise<boolean> {
  const { setWeight, say } = parts
  try {
    let before = await parts.answers()
    for (const percent of steps) {
      await setWeight(percent)
      await parts.pause()
      const now = await parts.answers()
      const [all, failed] = [now.all - before.all, now.failed - before.failed]
      // Counters that fell are those of a pod that was started again.
      if (all < 0 || failed > all * MOST_FAILED) {
        say(
          `${percent} %: ${all < 0 ? 'a pod was restarted' : `${failed} of ${all} answers failed`}`,
        )
        await setWeight(0)
        say('stopped: all readers get what ran before')
        return false
      }
      say(`${percent} %: ${all} answers, ${failed} failed`)
      before = now
    }
    return true
  } catch (error) {
    await setWeight(0)
    say(
      `stopped, all readers get what ran before: ${error instanceof Error ? error.message : error}`,
    )
    return false
  }
}

async function canary(stack: string, file: string, steps: number[], pause: number) {
  const images = readImages(file)
  const running = valuesOf(stack).pinned === false ? {} : { images }
  const settings = readStack(stack, { ...running, canary: { images, weight: 0 } })
  const cluster = await Cluster.current()
  const objects = await capture(settings, TO_BE_GIVEN)
  const own = objects.filter((object) => componentOf(object) === CANARY)
  const within = ['-n', settings.namespace]
  await cluster.apply(own)
  await cluster.rolledOut(own, 600, (line) => console.log(`  ${line}`))
  const setWeight = (percent: number) => patch(cluster, within, percent)
  const went = await walk(steps, {
    setWeight,
    answers: () => answersOf(cluster, settings.namespace),
    pause: () => Bun.sleep(pause * 1000),
    say: (line) => console.log(line),
  })
  await setWeight(0)
  await remove(cluster, within, own)
  console.log(
    went
      ? `it went well, and is gone again: bun run deploy ${stack} --images ${file}`
      : 'it is gone; its words are in the logs of your collector',
  )
  return went ? 0 : 1
}

/** The objects of the stack that run do not change but for this route. */
async function patch(cluster: Cluster, within: string[], percent: number): Promise<void> {
  const backendRefs = [
    { name: WEB, port: 80, weight: 100 - percent },
    { name: CANARY, port: 80, weight: percent },
  ]
  const patch = JSON.stringify([
    { op: 'replace', path: '/spec/rules/0/backendRefs', value: backendRefs },
  ])
  await cluster.must([...within, 'patch', 'httproute', WEB, '--type=json', `--patch=${patch}`])
}

async function answersOf(cluster: Cluster, namespace: string): Promise<Answers> {
  const label = `app.kubernetes.io/component=${CANARY}`
  const { items } = await cluster.json(['-n', namespace, 'get', 'pods', '-l', label])
  const total = { all: 0, failed: 0 }
  for (const { metadata } of items as Manifest[]) {
    const path = `/api/v1/namespaces/${namespace}/pods/${metadata.name}:9464/proxy/metrics`
    const { all, failed } = answersIn(await cluster.must(['get', '--raw', path]))
    total.all += all
    total.failed += failed
  }
  return total
}

async function remove(cluster: Cluster, within: string[], objects: Manifest[]): Promise<void> {
  const names = objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`)
  await cluster.must([...within, 'delete', ...names, '--ignore-not-found'])
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: {
      images: { type: 'string' },
      steps: { type: 'string', default: '5,25,50' },
      pause: { type: 'string', default: '60' },
    },
    allowPositionals: true,
  })
  const [stack = '', ...more] = positionals
  const steps = values.steps.split(',').map(Number)
  const pause = Number(values.pause)
  const isRight = steps.every((percent) => percent > 0 && percent <= 100) && pause > 0
  if (more.length > 0 || !values.images || !isRight)
    throw new SettingsError(
      'usage: bun run canary STACK --images FILE [--steps 5,25,50] [--pause SECONDS]',
    )
  return canary(stack, values.images, steps, pause)
}

if (import.meta.main) {
  try {
    process.exit(await main())
  } catch (error) {
    const wrongUse = error instanceof SettingsError || error instanceof TypeError
    if (!(wrongUse || error instanceof CommandFailed)) throw error
    process.stderr.write(`canary: ${error.message}\n`)
    process.exit(wrongUse ? 2 : 1)
  }
}
