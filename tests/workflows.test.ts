import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { releaseNotes } from '../deploy/release-notes.ts'
import { TARGETS } from '../infra/settings.ts'
import { ROOT } from './support/server.ts'

type Step = { uses?: string; run?: string; with?: Record<string, unknown> }
type Job = {
  if?: string
  uses?: string
  needs?: string | string[]
  'runs-on'?: string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  strategy?: { matrix?: Record<string, unknown> }
  steps?: Step[]
}
type Workflow = {
  on: unknown
  permissions?: unknown
  defaults?: { run?: { shell?: string } }
  env?: Record<string, string>
  jobs: Record<string, Job>
}

const read = (file: string) => Bun.file(join(ROOT, file)).text()
const parse = (text: string) => Bun.YAML.parse(text) as Workflow
const expression = (text: string) => `\${{ ${text} }}`
const listOf = (needs: Job['needs']) => (typeof needs === 'string' ? [needs] : (needs ?? []))

const files = ['.github/workflows/*.yml', '.github/actions/*/action.yml']
  .flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: ROOT, dot: true })])
  .sort()
const workflows = files.filter((file) => file.startsWith('.github/workflows/'))
const texts = new Map(
  await Promise.all(files.map(async (file) => [file, await read(file)] as const)),
)
const workflow = (name: string) => parse(texts.get(`.github/workflows/${name}.yml`) ?? '')

const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
const runner = await read('tests/run.ts')
const checks = [...runner.matchAll(/name: '([\w-]+)'/g)].map(([, name = '']) => name)

/** What any file with steps must keep to. */
function complaintsOf(text: string): string[] {
  const wrong: string[] = []
  for (const [, action = '', comment = ''] of text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)) {
    if (action.startsWith('./')) {
      const path = join(ROOT, action)
      if (!existsSync(path.endsWith('.yml') ? path : join(path, 'action.yml')))
        wrong.push(`${action} is not here`)
    } else if (!/@[0-9a-f]{40}$/.test(action) || !/^ # v\d+\.\d+\.\d+$/.test(comment))
      wrong.push(`${action} is not pinned with its version`)
  }
  for (const [floating] of text.matchAll(/\S+[:-]latest\b/g)) wrong.push(`${floating} floats`)
  return wrong
}

function complaintsOfSteps(steps: Step[]): string[] {
  const wrong: string[] = []
  for (const { uses = '', run = '', with: inputs } of steps) {
    if (uses.startsWith('actions/checkout@') && inputs?.['persist-credentials'] !== false)
      wrong.push('a checkout keeps its credentials')
    // Also what is trusted today goes by the environment: no value can become code.
    if (run.includes('${{')) wrong.push(`an expression is pasted into: ${run}`)
    for (const [, script = ''] of run.matchAll(/\bbun run ([\w:-]+)/g))
      if (!(script in scripts)) wrong.push(`there is no script ${script}`)
    for (const [, file = '', rest = ''] of run.matchAll(/\bbun ([\w./-]+\.ts)([^\n|>&]*)/g)) {
      if (!existsSync(join(ROOT, file))) wrong.push(`${file} is not here`)
      if (file !== 'tests/run.ts') continue
      for (const name of rest.trim().split(/\s+/))
        if (!checks.includes(name)) wrong.push(`tests/run.ts has no check ${name}`)
    }
  }
  return wrong
}

function complaintsOfWorkflow(text: string): string[] {
  const { on, permissions, defaults, jobs } = parse(text)
  const wrong = complaintsOf(text)
  if (JSON.stringify(permissions) !== '{}') wrong.push('permissions at the top are not {}')
  if (JSON.stringify(on).includes('pull_request_target')) wrong.push('runs on pull_request_target')
  for (const [name, job] of Object.entries(jobs)) {
    for (const needed of listOf(job.needs))
      if (!(needed in jobs)) wrong.push(`${name} needs ${needed}, which is no job`)
    if (job.uses !== undefined) continue
    if (!Number.isInteger(job['timeout-minutes'])) wrong.push(`${name} may run for ever`)
    if (defaults?.run?.shell !== 'bash' && job.steps?.some(({ run }) => run !== undefined))
      wrong.push(`${name} runs without pipefail`)
    wrong.push(...complaintsOfSteps(job.steps ?? []))
  }
  return wrong
}

test('every workflow keeps to the rules', () => {
  expect(workflows.length).toBeGreaterThan(5)
  const wrong = workflows.flatMap((file) =>
    complaintsOfWorkflow(texts.get(file) ?? '').map((complaint) => `${file}: ${complaint}`),
  )
  expect(wrong).toEqual([])
})

test('so does every action', () => {
  const wrong = files
    .filter((file) => !workflows.includes(file))
    .flatMap((file) => {
      const text = texts.get(file) ?? ''
      const { runs } = Bun.YAML.parse(text) as { runs: { steps: Step[] } }
      return [...complaintsOf(text), ...complaintsOfSteps(runs.steps)]
    })
  expect(wrong).toEqual([])
})

describe('the rules refuse', () => {
  const SHA = '0123456789abcdef0123456789abcdef01234567'
  const job = (steps: string, more = 'timeout-minutes: 5') =>
    `on: push\npermissions: {}\ndefaults: { run: { shell: bash } }\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    ${more}\n    steps:\n      ${steps}\n`
  const fine = job(
    `- uses: actions/checkout@${SHA} # v1.2.3\n        with: { persist-credentials: false }\n      - run: bun run check`,
  )

  test('nothing in a workflow that is well', () => expect(complaintsOfWorkflow(fine)).toEqual([]))

  test.each([
    ['a tag', job('- uses: some/action@v4'), /not pinned/],
    ['a short SHA', job(`- uses: some/action@${SHA.slice(1)} # v1.2.3`), /not pinned/],
    ['a SHA without its version', job(`- uses: some/action@${SHA}`), /not pinned/],
    ['a SHA with half a version', job(`- uses: some/action@${SHA} # v4`), /not pinned/],
    ['a workflow that is not here', job('- uses: ./.github/workflows/none.yml'), /not here/],
    ['an action that is not here', job('- uses: ./.github/actions/none'), /not here/],
    ['a runner that floats', fine.replace('ubuntu-24.04', 'ubuntu-latest'), /floats/],
    ['an image that floats', job('- run: docker run mongo:latest'), /floats/],
    ['kept credentials', fine.replace('false', 'true'), /credentials/],
    ['forgotten credentials', job(`- uses: actions/checkout@${SHA} # v1.2.3`), /credentials/],
    ['a title as code', job(`- run: echo ${expression('github.event.issue.title')}`), /pasted/],
    ['a branch as code', job(`- run: echo ${expression('github.head_ref')}`), /pasted/],
    ['an unknown script', job('- run: bun run none'), /no script none/],
    ['an unknown file', job('- run: bun deploy/none.ts 1'), /deploy\/none.ts is not here/],
    ['an unknown check', job('- run: bun tests/run.ts unit none'), /no check none/],
    ['no end', job('- run: echo a', 'name: a'), /for ever/],
    ['rights for all', fine.replace('permissions: {}', 'permissions: write-all'), /permissions/],
    ['no word on rights', fine.replace('permissions: {}\n', ''), /permissions/],
    ['an unknown need', job('- run: echo a', 'timeout-minutes: 5\n    needs: [b]'), /needs b/],
    ['a pipe that hides', fine.replace('shell: bash', 'shell: sh'), /pipefail/],
    ['rights for a fork', fine.replace('on: push', 'on: [pull_request_target]'), /target/],
  ])('%s', (_, text, complaint) => {
    expect(complaintsOfWorkflow(text).join('\n')).toMatch(complaint)
  })
})

test('an action has one version everywhere', () => {
  const versions = new Map<string, Set<string>>()
  for (const text of texts.values())
    for (const [, action = '', version = ''] of text.matchAll(/uses: ([^.\s@]\S*)@(\S+ # \S+)/g)) {
      const [owner, name] = action.split('/')
      const repository = `${owner}/${name}`
      versions.set(repository, (versions.get(repository) ?? new Set()).add(version))
    }
  expect(versions.size).toBeGreaterThan(10)
  expect([...versions].filter(([, found]) => found.size > 1)).toEqual([])
})

test('CI builds, and a release ships, every target of the Dockerfile', async () => {
  const targets: string[] = [...TARGETS].sort()
  for (const target of targets)
    expect(await read('Dockerfile')).toMatch(new RegExp(`^FROM (base|scratch) AS ${target}$`, 'm'))
  const matrixOf = (job: Job | undefined) => {
    const { target } = job?.strategy?.matrix ?? {}
    return Array.isArray(target) ? target.sort() : []
  }
  expect(matrixOf(workflow('ci').jobs.images)).toEqual(targets)
  expect(matrixOf(workflow('images').jobs.sign)).toEqual(targets)
  expect(workflow('images').env?.TARGETS?.split(' ').sort()).toEqual(targets)
})

test('Bun in CI is the one that the images are built with', async () => {
  const [, version] = (await read('Dockerfile')).match(/BUN_IMAGE=oven\/bun:([\d.]+)/) ?? []
  expect(version).toBeDefined()
  expect(texts.get('.github/actions/bun/action.yml')).toContain(`bun-version: ${version}\n`)
})

test('the required check waits for all of CI, and recette for all that a push runs', async () => {
  const { ci, recette, ...jobs } = workflow('ci').jobs
  expect(listOf(ci?.needs).sort()).toEqual(Object.keys(jobs).sort())
  const pushed = Object.keys(jobs).filter((name) => jobs[name]?.if === undefined)
  expect(listOf(recette?.needs).sort()).toEqual(pushed.sort())
  for (const branch of ['main', 'develop'])
    expect(JSON.parse(await read(`.github/rulesets/${branch}.json`)).rules).toContainEqual(
      expect.objectContaining({
        type: 'required_status_checks',
        parameters: expect.objectContaining({
          required_status_checks: [expect.objectContaining({ context: 'ci' })],
        }),
      }),
    )
})

test('nothing that deploys is cancelled by what comes after it', () => {
  const text = texts.get('.github/workflows/deploy.yml') ?? ''
  expect(text).toContain('cancel-in-progress: false')
  expect(texts.get('.github/workflows/release.yml')).toContain('cancel-in-progress: false')
  expect(texts.get('.github/workflows/ci.yml')).toContain(
    `cancel-in-progress: ${expression("github.event_name == 'pull_request'")}`,
  )
})

describe('release notes', () => {
  const changelog = [
    '# Changelog',
    '## [Unreleased]',
    '## [1.10.0] - 2026-02-01',
    '### Added',
    '- ten',
    '## [1.1.0] - 2026-01-01',
    '- one',
    '',
    '[1.1.0]: https://forecourt.example/1.1.0',
  ].join('\n')

  test('are the section of their version alone', () => {
    expect(releaseNotes(changelog, '1.10.0')).toBe('### Added\n- ten')
    expect(releaseNotes(changelog, '1.1.0')).toBe('- one')
  })

  test('are missed when there are none', () => {
    for (const version of ['1.1', '1.1.1', '', '.*', 'Unreleased'])
      expect(releaseNotes(changelog, version)).toBeNull()
  })

  test('exist for the version that package.json names', async () => {
    const { version } = JSON.parse(await read('package.json')) as { version: string }
    expect(releaseNotes(await read('CHANGELOG.md'), version)).not.toBeNull()
  })

  test('of a version that is not there end in one line and exit 1', () => {
    const run = Bun.spawnSync([process.execPath, join(ROOT, 'deploy/release-notes.ts'), '9.9.9'])
    expect({ code: run.exitCode, said: run.stdout.toString() }).toEqual({ code: 1, said: '' })
    expect(run.stderr.toString()).toMatch(/^CHANGELOG\.md has no section .*9\.9\.9\n$/)
  })
})
