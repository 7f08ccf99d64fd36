import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { count, lakh } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across, Chart, down } from '../../platform/ui/charts/chart.tsx'
import type { Live } from '../read-live.ts'

const TOP = 14
const BOTTOM = 110
const HEIGHT = 132

/** Transactions and sales of each minute of the last hour, the newest at the right. */
export function MinutesChart({ minutes }: Pick<Live, 'minutes'>) {
  const total = minutes.reduce((sum, each) => sum + each.count, 0)
  const turnover = minutes.reduce((sum, each) => sum + each.turnover, 0)
  const most = max(minutes, (each) => each.count) || 1
  const y = scaleLinear([0, most], [BOTTOM, TOP])
  const caption = t('By minute, UTC. Dark: sales. The last minute is not over.')
  const finding = t(
    '{n, plural, one {# transaction} other {# transactions}} in the last hour, sales of {amount}',
    {
      n: total,
      amount: lakh(turnover),
    },
  )
  return (
    <Chart
      finding={finding}
      caption={caption}
      table={{
        caption: t('Transactions by minute'),
        columns: [
          { label: t('Minute') },
          { label: t('Transactions'), num: true },
          { label: t('Sales'), num: true },
          { label: t('Turnover'), num: true },
        ],
        rows: minutes
          .filter((each) => each.count > 0)
          .toReversed()
          .map((each) => [
            { text: timeOf(each.minute) },
            { text: count(each.count) },
            { text: count(each.sales) },
            { text: lakh(each.turnover) },
          ]),
      }}
    >
      <svg class="plot" height={HEIGHT} role="img" aria-label={finding}>
        <text class="end" x="100%" y={TOP - 4} safe>
          {t('most: {n} a minute', { n: count(most) })}
        </text>
        {minutes.map((each, at) => (
          <>
            <Bar at={at} of={minutes.length} top={y(each.count)} tone="f-band" />
            <Bar at={at} of={minutes.length} top={y(each.sales)} tone="f-accent" />
          </>
        ))}
        <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
        {[0, 30].map((at) => (
          <text x={across((at * 100) / minutes.length)} y={BOTTOM + 18} safe>
            {timeOf(minutes[at]?.minute ?? 0)}
          </text>
        ))}
        <text class="end" x="100%" y={BOTTOM + 18} safe>
          {timeOf(minutes.at(-1)?.minute ?? 0)}
        </text>
      </svg>
    </Chart>
  )
}

function Bar({ at, of, top, tone }: { at: number; of: number; top: number; tone: string }) {
  const width = 100 / of
  if (top >= BOTTOM) return null
  return (
    <rect
      class={tone}
      x={across(at * width + width * 0.1)}
      width={across(width * 0.8)}
      y={down(top)}
      height={down(Math.max(1, BOTTOM - top))}
    />
  )
}

/** 12:05 */
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16)
