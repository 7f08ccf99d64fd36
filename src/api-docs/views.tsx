import type { AssetPaths } from '../platform/http/assets.ts'
import { t } from '../platform/language/message.ts'
import { Head } from '../platform/ui/parts.tsx'

export function DocsPage({ assets }: { assets: AssetPaths }) {
  return (
    <div class="wrap">
      <Head
        title={t('The API, to read and to try')}
        lede={t(
          'The same query as the pages, the same names everywhere, and one shape for every error.',
        )}
      />
      <link rel="stylesheet" href={assets.swaggerStyle} />
      <link rel="stylesheet" href={assets.docsStyle} />
      <h2 class="hidden" safe>
        {t('Routes')}
      </h2>
      <div id="swagger-ui">
        <p>
          <span safe>
            {t('The interactive page needs JavaScript; the document itself is here:')}
          </span>{' '}
          <a href="/openapi.json">openapi.json</a>
        </p>
      </div>
      <script src={assets.swaggerScript} defer></script>
      <script src={assets.docsScript} defer></script>
    </div>
  )
}
