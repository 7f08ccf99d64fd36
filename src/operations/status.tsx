import { Elysia } from 'elysia'
import type { Deps } from '../deps.ts'
import { access } from '../platform/http/access.ts'
import { pageRoute } from '../platform/http/openapi.ts'
import { count, moment } from '../platform/language/format.ts'
import { say, t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { Block, Facts, Head, Notice } from '../platform/ui/parts.tsx'
import { DataTable } from '../platform/ui/tables.tsx'
import { type Condition, conditionsNow } from './conditions.ts'

const RUNBOOKS = 'https://github.com/forecourt/forecourt/blob/main/docs/observability.md'

/** What is wrong now, for operators. */
export function statusRoutes(deps: Deps) {
  return new Elysia({ name: 'status' }).use(access).get(
    '/status',
    async ({ request }) =>
      page(deps, request, {}, async () => ({
        title: t('Status'),
        description: t('What is wrong now, since when, and what helps'),
        noindex: true,
        body: (
          <StatusPage
            conditions={await conditionsNow(deps)}
            level={deps.log.level}
            opened={deps.indexes.opened}
            rebuilt={deps.indexes.rebuilt}
          />
        ),
      })),
    { ...pageRoute(), access: 'reader' },
  )
}

type Props = { conditions: Condition[]; level: string; opened: number; rebuilt: number }

function StatusPage({ conditions, level, opened, rebuilt }: Props) {
  return (
    <div class="wrap flat">
      <Head title={t('Status')} lede={t('What is wrong now, since when, and what helps')} />
      {conditions.length === 0 ? (
        <Notice text={t('All is as it should be.')} />
      ) : (
        <DataTable
          caption={t('What is wrong now')}
          columns={[{ label: t('What') }, { label: t('Since') }, { label: t('What helps') }]}
          rows={conditions.map(({ alert, words, since, link }) => [
            { text: say(words), ...(link !== null && { href: link }) },
            { text: since === null ? t('not known') : moment(since) },
            { text: alert, href: `${RUNBOOKS}#${alert.toLowerCase()}` },
          ])}
        />
      )}
      <Block id="process" title={t('This server')} kicker>
        <Facts
          items={[
            { label: t('Level of the log'), value: level, code: true },
            { label: t('Indexes found whole'), value: count(opened) },
            { label: t('Indexes made again'), value: count(rebuilt) },
            { label: t('Memory'), value: t('{n} MB', { n: count(memory()) }) },
          ]}
        />
      </Block>
    </div>
  )
}

const memory = () => Math.round(process.memoryUsage.rss() / 1e6)
