import { date, difference, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { type Cell, DataTable } from '../../platform/ui/tables.tsx'
import type { Change } from '../../snapshots/read.ts'
import type { CarPageProps } from './car-props.ts'

/** From which snapshot on a car was not listed, and in which it was there again. */
function absences(history: readonly Change[]): { gone: number; back: number }[] {
  return history.flatMap(({ kind, version }, at) => {
    const back = history.slice(at).find((later) => later.kind === 'new')
    return kind === 'gone' && back ? [{ gone: version, back: back.version }] : []
  })
}

export function History({ history, car, snapshot }: CarPageProps) {
  const prices = history.filter(({ kind }) => kind === 'price')
  const [first] = history
  const since =
    first?.kind === 'new'
      ? t('Listed since snapshot {version}, published {date}.', {
          version: first.version,
          date: date(first.published_at),
        })
      : t('Listed since the first snapshot.')
  if (prices.length === 0 && snapshot.version === 1) {
    return (
      <Block id="history" title={t('No price history yet')}>
        <p safe>{t('This is the first snapshot: there is nothing to compare it with.')}</p>
      </Block>
    )
  }
  if (prices.length === 0) {
    return (
      <Block id="history" title={t('The price has not moved')}>
        <p safe>
          {[
            since,
            ...absences(history).map(({ gone, back }) =>
              gone === back - 1
                ? t('Not listed in snapshot {gone}.', { gone })
                : t('Not listed in the snapshots {gone} to {last}.', { gone, last: back - 1 }),
            ),
            t('Whenever it was listed, up to snapshot {version}, it asked {price}.', {
              price: money(car.price),
              version: snapshot.version,
            }),
          ].join(' ')}
        </p>
      </Block>
    )
  }
  const before = prices[0]?.price_before ?? car.price
  const title =
    car.price < before
      ? t('{amount} less than at first', { amount: money(before - car.price) })
      : car.price > before
        ? t('{amount} more than at first', { amount: money(car.price - before) })
        : t('Back at its first price')
  return (
    <Block id="history" title={title}>
      <DataTable
        caption={[since, t('Price changes, newest first.')].join(' ')}
        columns={[
          { label: t('Snapshot') },
          { label: t('Published on') },
          { label: t('Before'), num: true },
          { label: t('After'), num: true },
          { label: t('Difference'), num: true },
        ]}
        rows={prices.toReversed().map((change): Cell[] => {
          const [from, to] = [change.price_before ?? 0, change.price_after ?? 0]
          return [
            { text: String(change.version) },
            { text: date(change.published_at) },
            { text: money(from) },
            { text: money(to) },
            { text: difference(to - from) },
          ]
        })}
      />
    </Block>
  )
}
