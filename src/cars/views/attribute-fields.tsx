import { attributeLabel } from '../../listing/attribute.ts'
import { fold } from '../../listing/car.ts'
import { capital, count } from '../../platform/language/format.ts'
import type { FiltersProps } from './filter-field.tsx'

/** A list of boxes for each thing that the market's list says beyond the usual: body, colour, doors. */
export function AttributeFields({ query, facets }: FiltersProps) {
  const chosen = new Set((query.attribute ?? []).map(fold))
  const shown = new Set(facets.attributes.flatMap((facet) => choicesOf(facet)))
  const hidden = [...chosen].filter((choice) => !shown.has(choice))
  return (
    <>
      {facets.attributes.map(({ key, values }) => (
        <details
          class="facet"
          id={`facet-attribute-${key}`}
          open={choicesOf({ key, values }).some((choice) => chosen.has(choice))}
        >
          <summary safe>{attributeLabel(key)}</summary>
          <fieldset>
            <legend class="hidden" safe>
              {attributeLabel(key)}
            </legend>
            <ul>
              {values.map(({ value, count: cars }) => (
                <li>
                  <label>
                    <input
                      type="checkbox"
                      id={`attribute-${encodeURIComponent(`${key}-${value}`)}`}
                      name="attribute"
                      value={`${key}:${value}`}
                      checked={chosen.has(fold(`${key}:${value}`))}
                    />{' '}
                    <span safe>{capital(String(value))}</span> <span safe>{count(cars)}</span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        </details>
      ))}
      {hidden.map((choice) => (
        <input type="hidden" name="attribute" value={choice} />
      ))}
    </>
  )
}

const choicesOf = ({ key, values }: FiltersProps['facets']['attributes'][number]) =>
  values.map(({ value }) => fold(`${key}:${value}`))
