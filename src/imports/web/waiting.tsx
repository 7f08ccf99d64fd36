import type { Deps } from '../../deps.ts'
import { addressOf } from '../../platform/http/address.ts'
import { t } from '../../platform/language/message.ts'
import { page } from '../../platform/ui/page.tsx'
import { WaitingPage } from '../views/waiting-page.tsx'

/** Stands in for every page of the market until the first snapshot: the import's progress. */
export async function waitingPage(deps: Deps, request: Request): Promise<Response> {
  const [run = null] = (await deps.imports.list({ limit: 1 })).items
  const { pathname, search } = addressOf(request)
  return page(deps, request, { status: 503, headers: { 'retry-after': '2' } }, () => ({
    title: t('The first import is running'),
    description: t('The market opens when its first import is published'),
    noindex: true,
    body: <WaitingPage run={run} refreshHref="/imports/waiting" path={pathname + search} />,
  }))
}
