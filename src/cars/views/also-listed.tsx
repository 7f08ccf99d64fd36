import { type Attribute, attributeLabel, kindOf } from '../../listing/attribute.ts'
import type { Car } from '../../listing/car.ts'
import { capital } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'

/** What the list says of a car beyond what is known of every car. */
export function AlsoListed({ car: { attributes } }: { car: Car }) {
  if (attributes.length === 0) return null
  const said = attributes.filter(({ key }) => kindOf(key) !== 'description')
  const texts = attributes.filter(({ key }) => kindOf(key) === 'description')
  return (
    <Block id="also" title={t('Also in the list')} span="narrow">
      <dl class="facts">
        {said.map((attribute) => (
          <div>
            <dt safe>{attributeLabel(attribute.key, attribute.name)}</dt>
            <dd>
              <Value attribute={attribute} />
            </dd>
          </div>
        ))}
      </dl>
      {texts.map(({ value }) => (
        <p class="small" safe>
          {String(value)}
        </p>
      ))}
    </Block>
  )
}

function Value({ attribute: { key, value, unit } }: { attribute: Attribute }) {
  if (kindOf(key) === 'link' && /^https?:\/\//i.test(String(value))) {
    return (
      <a href={String(value)} rel="nofollow noopener noreferrer ugc" safe>
        {hostOf(String(value))}
      </a>
    )
  }
  const text = typeof value === 'number' ? String(value) : capital(value)
  return <span safe>{unit === null ? text : `${text} ${unit}`}</span>
}

const hostOf = (link: string): string => URL.parse(link)?.hostname ?? link
