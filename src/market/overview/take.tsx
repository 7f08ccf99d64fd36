import { t } from '../../platform/language/message.ts'
import { Block, LinkItems } from '../../platform/ui/parts.tsx'

/** The same market for those who work with it: analysts, developers, readers of feeds. */
export function Take() {
  const links = [
    { href: '/reports', label: t('A report to print, or as a workbook') },
    { href: '/api/cars?format=csv', label: t('All cars as CSV') },
    { href: '/docs', label: t('The API, to read and to try') },
    { href: '/feeds/cars.atom', label: t('Feed of new and cheaper cars') },
  ]
  return (
    <Block id="take" title={t('Take the market with you')}>
      <ul class="links">
        <LinkItems links={links} />
      </ul>
    </Block>
  )
}
