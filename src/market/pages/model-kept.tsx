import { attributeLabel } from '../../listing/attribute.ts'
import { percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import type { ModelCard } from './model-card.ts'

/** What the model learnt from beyond the fields of every car; nothing where this market gave nothing to learn. */
export function Kept({ model }: Pick<ModelCard, 'model'>) {
  if (!model?.beyond) return null
  const { less, attributes } = model.beyond
  return (
    <Block id="kept" title={t('What this market adds')} span="wide">
      <p safe>
        {t('Boosted trees take {share} off the mean error of cars left out.', {
          share: percent(less, 1),
        })}
      </p>
      {attributes.length === 0 ? null : (
        <DataTable
          caption={t(
            'What its list says beyond the usual fields, and was kept. The error is that of cars left out, once each is given the value of another car.',
          )}
          columns={[
            { label: t('Kept') },
            { label: t('Column of the list') },
            { label: t('Error without it'), num: true },
          ]}
          rows={attributes.map(({ key, name, worth }) => [
            { text: attributeLabel(key, name) },
            { text: name },
            { text: worth === null ? '–' : `+${percent(worth, 1)}` },
          ])}
        />
      )}
    </Block>
  )
}
