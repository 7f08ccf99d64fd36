import { t } from '../../platform/language/message.ts'
import { Empty, Head } from '../../platform/ui/parts.tsx'
import type { Import } from '../../snapshots/import.ts'
import { Progress } from './progress.tsx'
import { errorWords, isUnfinished, ledeOf, titleOf } from './words.ts'

export type WaitingPageProps = {
  /** The import at work, or the last one that ended without a snapshot; null: none has begun */
  run: Import | null
  /**
   * What the page asks for every second: this fragment as long as there is no snapshot,
   * then any answer with `HX-Refresh: true`.
   */
  refreshHref: string
  /** The page that the reader wanted, for those without scripts */
  path: string
}

/** Stands in for every page of the market until there is one. */
export function WaitingPage({ run, refreshHref, path }: WaitingPageProps) {
  return (
    <div
      class="wrap flat"
      id="progress"
      hx-get={refreshHref}
      hx-trigger="every 1s"
      hx-swap="outerMorph"
    >
      {run ? (
        <>
          <Head title={titleOf(run)} lede={ledeOf(run, false)} />
          {isUnfinished(run) ? (
            <Progress run={run} />
          ) : (
            <Empty
              text={run.error ? errorWords(run) : t('Its page says what it found.')}
              links={[{ href: `/imports/${run.id}`, label: t('Import {id}', { id: run.id }) }]}
            />
          )}
        </>
      ) : (
        <Head
          title={t('The market is not open yet')}
          lede={t(
            'Its first import has not begun. This page opens the market as soon as there is one.',
          )}
        />
      )}
      <div class="stack">
        <p class="small soft" safe>
          {t('This page refreshes by itself where scripts run.')}
        </p>
        <p>
          <a class="button" href={path} safe>
            {t('Look again')}
          </a>
        </p>
      </div>
    </div>
  )
}
