import { expect, test } from 'bun:test'
import { release } from './release.ts'

/** @param broken images that do not come up; @param silent images that come up and do not answer */
function cluster({ broken = [], silent = [] }: { broken?: string[]; silent?: string[] } = {}) {
  const deployed: string[] = []
  const steps = {
    async deploy(images: string) {
      deployed.push(images)
      if (broken.includes(images)) throw new Error(`${images} cannot be pulled`)
    },
    smoke: async (images: string) => !silent.includes(images),
    say: () => {},
  }
  return { steps, deployed }
}

test.each([
  ['works', {}, 'old', 'released', ['new']],
  ['does not come up', { broken: ['new'] }, 'old', 'taken back', ['new', 'old']],
  ['fails its smoke test', { silent: ['new'] }, 'old', 'taken back', ['new', 'old']],
  ['fails, as did the last one', { silent: ['new', 'old'] }, 'old', 'broken', ['new', 'old']],
  ['fails, and is the first', { broken: ['new'] }, null, 'broken', ['new']],
] as const)('a release that %s', async (_, faults, previous, outcome, order) => {
  const { steps, deployed } = cluster(faults as { broken?: string[]; silent?: string[] })
  expect(await release<string>('new', previous, steps)).toBe(outcome)
  expect(deployed).toEqual([...order])
})
