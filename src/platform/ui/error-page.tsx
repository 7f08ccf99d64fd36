import { t } from '../language/message.ts'
import { Actions, Head, type Link } from './parts.tsx'

export type ErrorPageProps = {
  status: number
  /** What happened, as a sentence */
  title: string
  /** What it means or what to do */
  detail?: string
  suggestions: Link[]
  /** Id of this occurrence, which is also in the log */
  instance: string
  /** Id of its trace, where one looks for what was slow or failed behind it */
  trace: string
}

export function ErrorPage(props: ErrorPageProps) {
  const { status, title, detail, suggestions, instance, trace } = props
  return (
    <div class="wrap flat">
      <Head title={title} lede={detail} />
      <div class="stack">
        <Actions links={suggestions} />
        <p class="small soft">
          <span safe>
            {t('Status {status}. Name this instance when you report it:', { status })}
          </span>{' '}
          <code safe>{instance}</code>
        </p>
        <p class="small soft">
          <span safe>{t('Trace:')}</span> <code safe>{trace}</code>
        </p>
      </div>
    </div>
  )
}
