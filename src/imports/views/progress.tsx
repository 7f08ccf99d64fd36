import { count, percent, plural } from '../../platform/ui/format.ts'
import { Figures } from '../../platform/ui/parts.tsx'
import { type Import, PHASES } from '../import.ts'
import { shareRead } from './words.ts'

const STAGES: Record<(typeof PHASES)[number], { name: string; todo: string; doing: string }> = {
  surveying: {
    name: 'Survey',
    todo: 'not started',
    doing: 'the whole file, once, to learn its size',
  },
  reading: {
    name: 'Read, clean, check, enrich',
    todo: 'waits for the survey',
    doing: 'row by row',
  },
  publishing: { name: 'Publish', todo: 'waits for the last row', doing: 'all rows at once' },
}

/** How far a running import is. */
export function Progress({ run }: { run: Import }) {
  const { progress, rows } = run
  const share = shareRead(run)
  const said = share === null ? 'Reading' : `About ${Math.floor(share * 10) * 10} percent read`
  const ofRows = progress.total_rows === null ? '' : ` of ${count(progress.total_rows)}`
  return (
    <div class="stack">
      <p>
        <label for="bar" safe>
          {share === null
            ? `${count(progress.bytes)} bytes`
            : `${count(progress.bytes)} of ${count(progress.total_bytes)} bytes`}
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
          { label: `rows read${ofRows}`, value: count(progress.rows) },
          { label: 'accepted so far', value: count(rows.published) },
          { label: 'rejected so far', value: count(rows.rejected) },
          { label: 'duplicates so far', value: count(rows.duplicates) },
        ]}
      />
      <Stages run={run} />
      <p class="hidden" role="status" safe>
        {`${said}, ${plural(rows.rejected, 'row', 'rows')} rejected.`}
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
          <strong safe>{`${index + 1}. ${STAGES[phase].name}`}</strong>{' '}
          <span safe>
            {index < at ? 'done' : index === at ? STAGES[phase].doing : STAGES[phase].todo}
          </span>
        </li>
      ))}
    </ol>
  )
}
