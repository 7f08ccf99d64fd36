/*
 * Where a reader of the stream stands: the next offset of each partition. Two ledgers write at once, each partition is
 * written by one of them in order, so that this alone tells what came since; a common number would not.
 */

export const writeMark = (positions: ReadonlyMap<string, number>): string =>
  [...positions].map(([partition, next]) => `${partition}:${next}`).join(',')

export function readMark(mark: string): Map<string, number> {
  const parts = mark.split(',').flatMap((each) => {
    const [, partition, next] = each.match(/^(.+):(\d{1,15})$/) ?? []
    return partition === undefined ? [] : [[partition, Number(next)] as const]
  })
  return new Map(parts)
}
