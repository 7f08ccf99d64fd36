import { attributeLabel } from '../../listing/attribute.ts'
import { fold } from '../../listing/car.ts'
import { capital } from '../../platform/language/format.ts'
import { Choice } from './choice.tsx'
import { Facet, type FiltersProps } from './filter-field.tsx'

/** A list of boxes for each thing that the market's list says beyond the usual: body, colour, doors. */
export function AttributeFields({ query, facets }: FiltersProps) {
  const chosen = new Set((query.attribute ?? []).map(fold))
  const shown = new Set(facets.attributes.flatMap((facet) => choicesOf(facet)))
  const hidden = [...chosen].filter((choice) => !shown.has(choice))
  return (
    <>
      {facets.attributes.map(({ key, values }) => (
        <Facet
          id={`attribute-${key}`}
          label={attributeLabel(key)}
          open={choicesOf({ key, values }).some((choice) => chosen.has(choice))}
        >
          <ul>
            {values.map(({ value, count: cars }) => (
              <Choice
                id={`attribute-${encodeURIComponent(`${key}-${value}`)}`}
                name="attribute"
                value={`${key}:${value}`}
                label={capital(String(value))}
                cars={cars}
                checked={chosen.has(fold(`${key}:${value}`))}
              />
            ))}
          </ul>
        </Facet>
      ))}
      {hidden.map((choice) => (
        <input type="hidden" name="attribute" value={choice} />
      ))}
    </>
  )
}

const choicesOf = ({ key, values }: FiltersProps['facets']['attributes'][number]) =>
  values.map(({ value }) => fold(`${key}:${value}`))
