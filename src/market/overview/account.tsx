import { count, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'

export function Account({
  account: { rows, checksum },
}: {
  account: Pick<Import, 'rows' | 'checksum'>
}) {
  const sum = t('{read} rows read = {published} published + {rejected} rejected + {duplicates}.', {
    read: count(rows.read),
    published: count(rows.published),
    rejected: count(rows.rejected),
    duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', { n: rows.duplicates }),
  })
  const total =
    checksum === null
      ? ''
      : checksum.agrees
        ? t("The file's own total, {total}, is exactly the sum of its listings.", {
            total: money(checksum.expected),
          })
        : t("The file's own total, {total}, is not the sum of its listings, {sum}.", {
            total: money(checksum.expected),
            sum: money(checksum.actual),
          })
  return (
    <p class="account">
      <strong safe>
        {checksum && !checksum.agrees ? t('The file contradicts itself.') : t('The data adds up.')}
      </strong>{' '}
      <span safe>{[sum, total].join(' ').trim()}</span>{' '}
      <a href="/quality" safe>
        {t('What the import found')}
      </a>
    </p>
  )
}
