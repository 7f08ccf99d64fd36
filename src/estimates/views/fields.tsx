import { isMissing } from '../../platform/http/field-errors.ts'
import { grouped } from '../../platform/language/format.ts'
import { type Message, say, t } from '../../platform/language/message.ts'

type FieldProps = { name: string; label: string; wrong: Message | undefined }
type Choosing = { chosen: string | undefined } & Record<`hx-${string}`, string>

export function Select({
  name,
  id = name,
  label,
  options,
  words = (value) => value,
  chosen,
  wrong,
  none = t('Not known'),
  ...htmx
}: FieldProps & {
  options: Iterable<string>
  /** where several fields have one name */
  id?: string
  /** what a value is called */
  words?: (value: string) => string
  none?: string
} & Choosing) {
  const values = [...options]
  // What an address chose stays chosen, though the market has no such car.
  const unlisted = chosen && !values.some((value) => same(value, chosen)) ? [chosen] : []
  return (
    <p>
      <label for={id} safe>
        {label}
      </label>{' '}
      <select id={id} name={name} {...(wrong ? invalid(name) : {})} {...htmx}>
        <option value="" safe>
          {none}
        </option>
        {[...unlisted, ...values].map((value) => (
          <Choice value={value} label={words(value)} chosen={chosen} />
        ))}
      </select>
      <Wrong name={name} message={wrong} />
    </p>
  )
}

/** The models of a brand; of all brands, each under its own, until one is chosen. */
export function ModelSelect({
  models,
  brand,
  chosen,
  wrong,
  ...htmx
}: {
  models: ReadonlyMap<string, readonly string[]>
  brand: string | undefined
  wrong: Message | undefined
} & Choosing) {
  const own = [...models].filter(([name]) => brand === undefined || same(name, brand))
  const isListed = own.some(([, names]) => names.some((name) => same(name, chosen)))
  return (
    <p>
      <label for="base_model" safe>
        {t('Base model')}
      </label>{' '}
      <select id="base_model" name="base_model" {...(wrong ? invalid('base_model') : {})} {...htmx}>
        <option value="" safe>
          {t('Choose')}
        </option>
        {chosen && !isListed ? <Choice value={chosen} label={chosen} chosen={chosen} /> : null}
        {own.map(([name, names]) =>
          own.length === 1 ? (
            <Models names={names} chosen={chosen} />
          ) : (
            <optgroup label={name}>
              <Models names={names} chosen={chosen} />
            </optgroup>
          ),
        )}
      </select>
      <Wrong name="base_model" message={wrong} />
    </p>
  )
}

function Models({ names, chosen }: { names: readonly string[]; chosen: string | undefined }) {
  return names.map((value) => <Choice value={value} label={value} chosen={chosen} />).join('')
}

const Choice = ({
  value,
  label,
  chosen,
}: {
  value: string
  label: string
  chosen: string | undefined
}) => (
  <option value={value} selected={same(value, chosen)} safe>
    {label}
  </option>
)

const same = (value: string, chosen: string | undefined) =>
  chosen !== undefined && value.toLowerCase() === chosen.toLowerCase()

export function Field({
  name,
  label,
  value = '',
  wrong,
}: FieldProps & { value: string | undefined }) {
  return (
    <p>
      <label for={name} safe>
        {label}
      </label>{' '}
      <input
        id={name}
        name={name}
        inputmode={name === 'asking_price' ? 'text' : 'numeric'}
        value={name === 'year' ? value : grouped(value)}
        {...(wrong ? invalid(name) : {})}
      />
      <Wrong name={name} message={wrong} />
    </p>
  )
}

const invalid = (name: string) => ({
  'aria-invalid': 'true' as const,
  'aria-describedby': `${name}-wrong`,
})

function Wrong({ name, message }: { name: string; message: Message | undefined }) {
  return message ? (
    <span class="wrong" id={`${name}-wrong`} safe>
      {isMissing(message) ? t('Needed for an estimate') : say(message)}
    </span>
  ) : null
}
