import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Batch, Bus, Consumption, Received } from '../../src/stream/bus/bus.ts'
import { until } from '../support/checks.ts'

/** What every Bus must do. */
export function busContract(name: string, open: () => Promise<Bus>) {
  describe(`Bus: ${name}`, () => {
    let bus: Bus
    const consumers: Consumption[] = []
    beforeAll(async () => {
      bus = await open()
    })
    afterAll(async () => {
      for (const each of consumers) await each.stop()
      await bus.close()
    })

    const topicFor = async (partitions = 3) => {
      const topic = `test-${crypto.randomUUID()}`
      await bus.ensure([{ name: topic, partitions, retention: 3_600_000 }])
      return topic
    }
    const consume = async (
      topic: string,
      handle: (batch: Batch) => Promise<void> | void,
      group = `${topic}.readers`,
    ) => {
      const consumption = await bus.consume({ topic, group }, async (batch) => handle(batch))
      consumers.push(consumption)
      return consumption
    }
    const texts = (messages: readonly Received[]) =>
      messages.map(({ value }) => new TextDecoder().decode(value ?? undefined))
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({ key: 'one', value: String(from + at) }))

    test('all that is sent arrives, and what has one key arrives in its order', async () => {
      const topic = await topicFor()
      const taken = new Map<string, string[]>()
      await consume(topic, ({ messages }) => {
        for (const message of messages) {
          const key = message.key ?? ''
          taken.set(key, [...(taken.get(key) ?? []), ...texts([message])])
        }
      })
      const keys = ['a', 'b', 'c', 'd', 'e']
      for (let round = 0; round < 10; round++) {
        await bus.send(
          topic,
          keys.map((key) => ({ key, value: `${key}${round}` })),
        )
      }
      await until('all of them', async () => [...taken.values()].flat().length >= 50)
      for (const key of keys) {
        expect(taken.get(key)).toEqual(Array.from({ length: 10 }, (_, round) => `${key}${round}`))
      }
    })

    test('a message keeps its key, its headers, its bytes and its place', async () => {
      const topic = await topicFor(1)
      const all: Received[] = []
      const value = new Uint8Array([0, 255, 13, 10])
      await bus.send(topic, [{ key: 'ключ ₹', value, headers: { reason: 'é' } }])
      await bus.send(topic, [{ key: '', value: 'x'.repeat(1_000_000) }])
      await consume(topic, ({ messages }) => void all.push(...messages))
      await until('both', async () => all.length === 2)
      expect(all[0]).toMatchObject({ key: 'ключ ₹', headers: { reason: 'é' }, partition: 0 })
      expect([...(all[0]?.value ?? [])]).toEqual([...value])
      expect(all[1]?.value?.byteLength).toBe(1_000_000)
      expect(all.map(({ offset }) => offset)).toEqual([0, 1])
      expect(await bus.ends(topic)).toEqual(new Map([[0, 2]]))
    })

    test('what a handler fails at comes again, with what follows it, and nothing is passed', async () => {
      const topic = await topicFor(1)
      let failures = 0
      const taken: string[] = []
      await consume(topic, ({ messages }) => {
        if (failures < 2) {
          failures++
          throw new Error('not now')
        }
        taken.push(...texts(messages))
      })
      await bus.send(topic, numbers(0, 5))
      await until('all of them', async () => taken.length >= 5)
      expect(taken).toEqual(['0', '1', '2', '3', '4'])
      expect(failures).toBe(2)
    })

    test('who comes after another of the group goes on where that one stopped', async () => {
      const topic = await topicFor(1)
      const first: string[] = []
      const one = await consume(topic, ({ messages }) => void first.push(...texts(messages)))
      await bus.send(topic, numbers(0, 3))
      await until('the first three', async () => first.length === 3)
      await one.stop()
      await bus.send(topic, numbers(3, 6))
      const second: string[] = []
      await consume(topic, ({ messages }) => void second.push(...texts(messages)))
      await until('the others', async () => second.length >= 3)
      expect(second).toEqual(['3', '4', '5'])
    })

    test('a group that is beyond what was kept is taken back, and one that is behind is left', async () => {
      const topic = await topicFor(1)
      const group = `${topic}.kept`
      const hold = await consume(topic, () => {}, `${topic}.slow`)
      await hold.stop()
      const taken: string[] = []
      const one = await consume(topic, ({ messages }) => void taken.push(...texts(messages)), group)
      await bus.send(topic, numbers(0, 4))
      await until('all of them', async () => taken.length === 4)
      await one.stop()
      await bus.rewind(topic, group, new Map([[0, 2]]))
      await bus.rewind(topic, group, new Map([[0, 3]]))
      await consume(topic, ({ messages }) => void taken.push(...texts(messages)), group)
      await until('two of them again', async () => taken.length >= 6)
      expect(taken).toEqual(['0', '1', '2', '3', '2', '3'])
    })

    test('a topic can be read from its beginning to its end, by whoever and twice', async () => {
      const topic = await topicFor()
      const read = async () => {
        const all: Received[] = []
        for await (const each of bus.read(topic)) all.push(each)
        return texts(all).toSorted()
      }
      expect(await read()).toEqual([])
      await bus.send(
        topic,
        ['a', 'b', 'c'].map((key) => ({ key, value: key })),
      )
      expect(await read()).toEqual(['a', 'b', 'c'])
      expect(await read()).toEqual(['a', 'b', 'c'])
    })
  })
}
