import { count, date } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Head } from '../../../platform/ui/parts.tsx'
import { sourceWords } from '../../../snapshots/views/source-words.ts'
import { nameOf } from '../words.ts'
import { Catalogue } from './catalogue.tsx'
import { ChecksumBlock } from './checksum.tsx'
import { Flow } from './flow.tsx'
import { Found } from './found.tsx'
import { OverTime } from './over-time.tsx'
import type { QualityPageProps } from './props.ts'
import { Rejects } from './rejects.tsx'
import { Silent } from './silent.tsx'

export function QualityPage(props: QualityPageProps) {
  const { run } = props
  const { rows } = run
  const adds = rows.read === rows.published + rows.rejected + rows.duplicates
  const told = {
    id: run.id,
    source: nameOf(sourceWords(run.source)),
    snapshot: run.snapshot ?? '—',
  }
  return (
    <div class="wrap flat">
      <Head
        title={
          adds
            ? t('{n} rows in, and every one accounted for', { n: count(rows.read) })
            : t('{n} rows in, and not all are accounted for', { n: count(rows.read) })
        }
        lede={[
          run.finished_at
            ? t('Import {id} of {source}, published as snapshot {snapshot} on {date}.', {
                ...told,
                date: date(run.finished_at),
              })
            : t('Import {id} of {source}, published as snapshot {snapshot}.', told),
          t('Nothing is thrown away: what failed is listed below with its line and its reason.'),
        ].join(' ')}
      />
      <Flow {...props} />
      <div class="columns">
        <Found {...props} />
        <div class="pile narrow">
          <ChecksumBlock run={run} />
          <Silent run={run} />
        </div>
      </div>
      <Rejects {...props} />
      <OverTime past={props.past} />
      <Catalogue {...props} />
    </div>
  )
}
