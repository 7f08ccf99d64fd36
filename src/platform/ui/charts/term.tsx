import { month } from '../../language/format.ts'
import { t } from '../../language/message.ts'
import { across } from './chart.tsx'

/** A span of time with the part that is over. ISO dates. */
export function Term({ from, now, until }: { from: string; now: string; until: string }) {
  const start = Date.parse(from)
  const end = Date.parse(until)
  const over = end > start ? (Date.parse(now) - start) / (end - start) : 1
  const at = Math.min(100, Math.max(0, over * 100))
  const label = t('Registered {from}, counted to {now}, ends {until}', {
    from: month(from),
    now: month(now),
    until: month(until),
  })
  return (
    <svg class="plot" height="66" role="img" aria-label={label}>
      <rect class="f-soft" y="20" width="100%" height="14" />
      <rect class="f-mid" y="20" width={across(at)} height="14" />
      <line class="l-axis" x1={across(at)} x2={across(at)} y1="14" y2="40" />
      <text y="54" safe>
        {month(from)}
      </text>
      <text class={['strong', at > 60 && 'end']} x={across(at)} y="10" safe>
        {month(now)}
      </text>
      <text class="end" x="100%" y="54" safe>
        {month(until)}
      </text>
    </svg>
  )
}
