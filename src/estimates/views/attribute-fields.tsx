import { attributeLabel, keyOfChoice } from '../../listing/attribute.ts'
import { capital } from '../../platform/language/format.ts'
import type { AskedAttribute } from '../../pricing/index.ts'
import type { EstimateForm } from '../query.ts'
import { Select } from './fields.tsx'

type Asked = readonly AskedAttribute[]

/** What the model asks beyond the fields of every car: a list of values each, sent as `attribute=power:116`. */
export const AttributeSelects = ({
  attributes,
  said = [],
}: {
  attributes: Asked
  said: EstimateForm['attribute']
}) => (
  <>
    {attributes.map(({ key, name, unit, values }) => (
      <Select
        name="attribute"
        id={`attribute-${key}`}
        label={labelOf({ key, name })}
        options={values.map((value) => `${key}:${capital(value)}`)}
        words={(choice) => [choice.slice(key.length + 1), unit ?? ''].join(' ').trim()}
        chosen={said.find((choice) => keyOfChoice(choice) === key)}
        wrong={undefined}
      />
    ))}
  </>
)

/** Their names, for the line that opens them. */
export const attributeNames = (attributes: Asked): string[] => attributes.map(labelOf)

const labelOf = ({ key, name }: Pick<AskedAttribute, 'key' | 'name'>) => attributeLabel(key, name)
