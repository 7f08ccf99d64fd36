import { count } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Ribbon } from '../../../platform/ui/charts/bar.tsx'
import type { Import } from '../../../snapshots/import.ts'

export function Shares({ run: { rows }, untouched }: { run: Import; untouched: number | null }) {
  const { published, repaired, flagged } = rows
  if (published === 0) return null
  if (untouched === null) {
    return (
      <p class="small soft" safe>
        {t(
          'Of {n, plural, one {# published car} other {# published cars}} {repaired} were repaired and {flagged} flagged; a car can be both.',
          { n: published, repaired: count(repaired), flagged: count(flagged) },
        )}
      </p>
    )
  }
  const both = Math.max(0, repaired + flagged - (published - untouched))
  const parts = [
    {
      text: t('{n} published as listed', { n: count(untouched) }),
      count: untouched,
      tone: 'f-band' as const,
    },
    {
      text: t('{n} repaired', { n: count(repaired - both) }),
      count: repaired - both,
      tone: 'f-mid' as const,
    },
    {
      text:
        both > 0
          ? t('{n} flagged, {both} of them repaired too', { n: count(flagged), both: count(both) })
          : t('{n} flagged', { n: count(flagged) }),
      count: flagged,
      tone: 'f-accent' as const,
    },
  ]
  return (
    <Ribbon
      label={t('Of {n, plural, one {# published car} other {# published cars}}: {parts}', {
        n: published,
        parts: parts.map(({ text }) => text).join(', '),
      })}
      parts={parts}
    />
  )
}
