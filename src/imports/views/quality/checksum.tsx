import { date, money } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Block, type Fact, Facts, Notice } from '../../../platform/ui/parts.tsx'
import type { Import } from '../../../snapshots/import.ts'
import { packWords } from '../words.ts'

export function ChecksumBlock({ run }: { run: Import }) {
  const { checksum, files, as_of, rule_pack } = run
  const title = !checksum
    ? t('No checksum in the file')
    : checksum.agrees
      ? t('The checksum agrees')
      : t('The checksum does not agree')
  const settings: Fact[] = [
    ...files.map(({ name, sha256 }) => ({
      label: files.length > 1 ? name : t('File, SHA-256'),
      value: sha256,
      code: true,
    })),
    ...(as_of ? [{ label: t('Ages counted to'), value: date(as_of) }] : []),
    { label: t('Rule pack'), value: packWords(rule_pack) },
  ]
  return (
    <Block id="checksum" title={title}>
      {checksum ? (
        <>
          <Facts
            money
            items={[
              { label: t("Total in the file's totals row"), value: money(checksum.expected) },
              { label: t('Sum of its listings'), value: money(checksum.actual) },
              {
                label: t('Difference'),
                value: money(checksum.actual - checksum.expected),
                total: true,
              },
            ]}
          />
          {checksum.agrees ? (
            <p class="small soft" safe>
              {t(
                'A totals row read as a car would double the market. It is rejected, and used as proof that no price was lost on the way.',
              )}
            </p>
          ) : (
            <Notice
              warn
              text={t(
                'A price was lost, added or changed before the file reached us. Ask whoever made it for the rows behind the total.',
              )}
            />
          )}
        </>
      ) : (
        <p class="small soft" safe>
          {t(
            'Files with a row of totals are checked against it. This one has none, so nothing proves that it is whole.',
          )}
        </p>
      )}
      <Facts items={settings} />
      <p class="notice" safe>
        {t('The same file again changes nothing, and the import says so.')}
      </p>
    </Block>
  )
}
