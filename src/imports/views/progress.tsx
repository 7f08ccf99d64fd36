import { count, fileSize, percent } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Figures } from '../../platform/ui/parts.tsx'
import { type Import, PHASES } from '../../snapshots/import.ts'
import { shareRead } from './words.ts'

const STAGES: Record<(typeof PHASES)[number], { name: string; todo: string; doing: string }> = {
  surveying: {
    name: sentence('Survey'),
    todo: sentence('not started'),
    doing: sentence('the whole file, once, to learn its size'),
  },
  reading: {
    name: sentence('Read, clean, check, enrich'),
    todo: sentence('waits for the survey'),
    doing: sentence('row by row'),
  },
  estimating: {
    name: sentence('Estimate'),
    todo: sentence('waits for the last row'),
    doing: sentence('all prices, from all cars'),
  },
  publishing: {
    name: sentence('Publish'),
    todo: sentence('waits for the last row'),
    doing: sentence('all rows at once'),
  },
}

/** How far a running import is. */
export function Progress({ run }: { run: Import }) {
  const { progress, rows } = run
  const share = shareRead(run)
  const said =
    share === null
      ? t('Reading')
      : t('About {share} read', { share: percent(Math.floor(share * 10) / 10) })
  return (
    <div class="stack">
      <p>
        <label for="bar" safe>
          {share === null
            ? fileSize(progress.bytes)
            : t('{n} of {all}', {
                n: fileSize(progress.bytes),
                all: fileSize(progress.total_bytes),
              })}
        </label>
      </p>
      {share === null ? (
        <progress id="bar" />
      ) : (
        <progress id="bar" max={String(progress.total_bytes)} value={String(progress.bytes)} safe>
          {percent(share)}
        </progress>
      )}
      <Figures
        items={[
          {
            label:
              progress.total_rows === null
                ? t('{n, plural, one {row} other {rows}} read', { n: progress.rows })
                : t('rows read of {all}', { all: count(progress.total_rows) }),
            value: count(progress.rows),
          },
          { label: t('accepted so far'), value: count(rows.published) },
          { label: t('rejected so far'), value: count(rows.rejected) },
          { label: t('duplicates so far'), value: count(rows.duplicates) },
        ]}
      />
      <Stages run={run} />
      <p class="hidden" role="status" safe>
        {t('{said}, {n, plural, one {# row} other {# rows}} rejected.', { n: rows.rejected, said })}
      </p>
    </div>
  )
}

function Stages({ run: { progress, status } }: { run: Import }) {
  const at = status === 'queued' ? -1 : PHASES.indexOf(progress.phase)
  return (
    <ol class="stages">
      {PHASES.map((phase, index) => (
        <li
          class={index < at ? 'done' : index === at ? 'now' : ''}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          <strong safe>{`${index + 1}. ${t(STAGES[phase].name)}`}</strong>{' '}
          <span safe>
            {index < at ? t('done') : index === at ? t(STAGES[phase].doing) : t(STAGES[phase].todo)}
          </span>
        </li>
      ))}
    </ol>
  )
}
