import { count, fileSize } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import type { Reject } from '../../../snapshots/import.ts'
import type { QualityPageProps } from './props.ts'
import { Shares } from './shares.tsx'

export function Flow({ run, rejects, untouched }: QualityPageProps) {
  const { rows, files } = run
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const size = files[0]
    ? [
        fileSize(bytes),
        t('{n, plural, one {# column} other {# columns}}', { n: files[0].columns }),
      ].join(', ')
    : ''
  const linesOf = (action: Reject['action']) =>
    rejects.items.filter((reject) => reject.action === action).map(({ line }) => line)
  return (
    <section aria-labelledby="flow">
      <h2 class="hidden" id="flow" safe>
        {t('Rows')}
      </h2>
      <ol class="flow">
        <li>
          <b safe>{count(rows.read)}</b>
          <strong safe>{t('{n, plural, one {row} other {rows}} read', { n: rows.read })}</strong>
          <span class="soft small" safe>
            {size}
          </span>
        </li>
        <li>
          <span class="sign">=</span>
          <b safe>{count(rows.published)}</b>
          <strong safe>
            {t('published {n, plural, one {row} other {rows}}', { n: rows.published })}
          </strong>
          <span class="soft small">
            <span safe>{t('one car each,')}</span>{' '}
            <a href="/cars" safe>
              {t('all of them here')}
            </a>
          </span>
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.rejected)}</b>
          <strong safe>
            {t('rejected {n, plural, one {row} other {rows}}', { n: rows.rejected })}
          </strong>
          <Lines lines={linesOf('reject')} total={rows.rejected} none={t('no row failed')} />
        </li>
        <li>
          <span class="sign">+</span>
          <b safe>{count(rows.duplicates)}</b>
          <strong safe>
            {t('{n, plural, one {duplicate} other {duplicates}}', { n: rows.duplicates })}
          </strong>
          <Lines lines={linesOf('drop')} total={rows.duplicates} none={t('no row came twice')} />
        </li>
      </ol>
      <Shares run={run} untouched={untouched} />
    </section>
  )
}

function Lines({ lines, total, none }: { lines: number[]; total: number; none: string }) {
  if (total === 0) {
    return (
      <span class="soft small" safe>
        {none}
      </span>
    )
  }
  const [line] = lines
  return (
    <span class="soft small">
      <span safe>{t('{n, plural, one {kept,} other {all kept,}}', { n: total })}</span>{' '}
      <a href="#rejects" safe>
        {total === 1 && line ? t('line {line}', { line: count(line) }) : t('listed below')}
      </a>
    </span>
  )
}
