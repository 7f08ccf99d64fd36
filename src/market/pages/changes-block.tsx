import { count, date, difference, money, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block, Empty, Facts } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import type { Changes } from './changes.ts'

/** What happened since the snapshot before; before the second import there is nothing to say, and it says so. */
export function ChangesBlock({ changes }: { changes: Changes }) {
  const { counts, since } = changes
  if (!counts || !since) {
    return (
      <Block id="changes" title={t('What changed')} span="narrow">
        <Empty
          text={t(
            'This is the first snapshot. From the next import on, this shows which cars are new, which are gone, whose price moved and how long they stood.',
          )}
          links={[{ href: '/imports', label: t('Imports') }]}
        />
      </Block>
    )
  }
  return (
    <Block id="changes" title={t('What changed')} span="narrow">
      <p safe>{changesFinding(changes)}</p>
      <Facts
        money
        items={[
          { label: t('New'), value: count(counts.new) },
          { label: t('Gone'), value: count(counts.gone) },
          { label: t('Cheaper'), value: count(changes.price.cheaper) },
          { label: t('Dearer'), value: count(changes.price.dearer) },
          ...daysListed(changes),
        ]}
      />
      <p class="small soft" safe>
        {[
          since.published_at === null
            ? t('Compared with snapshot {version}.', { version: since.version })
            : t('Compared with snapshot {version} of {date}.', {
                version: since.version,
                date: date(since.published_at),
              }),
          changes.gone_filtered
            ? ''
            : t('That snapshot is no longer kept, so cars that are gone cannot be filtered.'),
        ]
          .join(' ')
          .trim()}
      </p>
      {changes.cuts.length > 0 ? <Cuts cuts={changes.cuts} /> : null}
    </Block>
  )
}

function daysListed({ days_listed: { median, cars, at_least } }: Changes) {
  if (median === null) return []
  const days = Math.round(median)
  return [
    {
      label: t('Days listed, of those gone'),
      value: at_least ? t('{n} or more', { n: count(days) }) : count(days),
      note: t('median of {n, plural, one {# car} other {# cars}}', { n: cars }),
    },
  ]
}

export function changesFinding({ counts, price }: Changes): string {
  if (!counts || counts.new + counts.gone + counts.price === 0) {
    return t('No car is new, none is gone, and no price moved.')
  }
  const moved = t('{n, plural, one {# price} other {# prices}} moved', { n: counts.price })
  if (price.median_share === null) {
    return t('{new} came, {gone} went; {moved}.', {
      new: t('{n, plural, one {# car} other {# cars}}', { n: counts.new }),
      gone: count(counts.gone),
      moved,
    })
  }
  const share = percent(Math.abs(price.median_share), 1)
  return price.median_share < 0
    ? t('{moved}, half of them down by {share} or more.', { moved, share })
    : t('{moved}, half of them up by {share} or more.', { moved, share })
}

function Cuts({ cuts }: Pick<Changes, 'cuts'>) {
  return (
    <details>
      <summary safe>{t('The largest cuts')}</summary>
      <DataTable
        caption={t('The largest cuts, by share of the price before')}
        columns={[{ label: t('Car') }, { label: t('Asks'), num: true }]}
        rows={cuts.map(({ id, title, price_before, price_after, share }) => [
          { text: title, href: `/cars/${encodeURIComponent(id)}` },
          {
            text: money(price_after ?? 0),
            sub: `${difference((price_after ?? 0) - (price_before ?? 0))} (${percent(share)})`,
          },
        ])}
      />
    </details>
  )
}
