import { count, date, duration, fileSize, moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block, type Fact, Facts } from '../../platform/ui/parts.tsx'
import type { Import } from '../../snapshots/import.ts'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import { isUnfinished, packWords } from './words.ts'

/** What it reads, and how. */
export function Source({ run, hasSnapshot }: { run: Import; hasSnapshot: boolean }) {
  const file = run.files[0]
  const bytes = run.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const items: (Fact | null)[] = [
    { label: t('Source'), value: sourceWords(run.source) },
    run.files.length > 1
      ? {
          label: t('Files'),
          value: count(run.files.length),
          note: fileSize(bytes),
        }
      : file
        ? { label: t('Size'), value: fileSize(bytes) }
        : null,
    file
      ? {
          label: t('Read as'),
          value: [
            ...(file.sheet === undefined
              ? [delimiterWords(file.delimiter), file.encoding]
              : [t('the sheet {name}', { name: file.sheet })]),
            t('{n, plural, one {# column} other {# columns}}', { n: file.columns }),
          ].join(', '),
        }
      : null,
    { label: t('Started'), value: moment(run.started_at) },
    run.finished_at
      ? {
          label: t('Took'),
          value: duration(Date.parse(run.finished_at) - Date.parse(run.started_at)),
        }
      : null,
    { label: t('Rule pack'), value: packWords(run.rule_pack) },
    agesFact(run),
    isUnfinished(run)
      ? {
          label: t('Readers see'),
          value: hasSnapshot ? t('the last snapshot, whole') : t('nothing yet'),
        }
      : null,
  ]
  return (
    <Block id="source" title={t('The source')} span="narrow">
      <Facts items={items.filter((item): item is Fact => item !== null)} />
    </Block>
  )
}

function agesFact(run: Import): Fact | null {
  const label = t('Ages counted to')
  if (run.as_of) return { label, value: date(run.as_of) }
  if (!isUnfinished(run)) return null
  const note = t('known when all rows are read')
  return { label, value: t('31 December of the latest make year'), note }
}

function delimiterWords(delimiter: string): string {
  const names: Record<string, string> = { ',': t('comma'), ';': t('semicolon'), '\t': t('tab') }
  return `CSV, ${names[delimiter] ?? delimiter}`
}
