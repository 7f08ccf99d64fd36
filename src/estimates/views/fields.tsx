import { isMissing } from '../../platform/http/field-errors.ts'
import { type Message, say, t } from '../../platform/language/message.ts'

type FieldProps = { name: string; label: string; wrong: Message | undefined }
type Choosing = { chosen: string | undefined } & Record<`hx-${string}`, string>
type Option = { value: string; label: string }

export function Select({
  name,
  label,
  options,
  chosen,
  wrong,
  none = t('Not known'),
  ...htmx
}: FieldProps & { options: Option[]; none?: string } & Choosing) {
  const isListed = options.some(({ value }) => same(value, chosen))
  return (
    <p>
      <label for={name} safe>
        {label}
      </label>{' '}
      <select id={name} name={name} {...(wrong ? invalid(name) : {})} {...htmx}>
        <option value="" safe>
          {none}
        </option>
        {isListed ? null : <Unlisted value={chosen} />}
        {options.map((option) => (
          <Choice option={option} chosen={chosen} />
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
        {isListed ? null : <Unlisted value={chosen} />}
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
  return names.map((value) => <Choice option={{ value, label: value }} chosen={chosen} />).join('')
}

const Choice = ({ option, chosen }: { option: Option; chosen: string | undefined }) => (
  <option value={option.value} selected={same(option.value, chosen)} safe>
    {option.label}
  </option>
)

/** What an address chose stays chosen, though the market has no such car. */
const Unlisted = ({ value }: { value: string | undefined }) =>
  value ? (
    <option value={value} selected safe>
      {value}
    </option>
  ) : null

const same = (value: string, chosen: string | undefined) =>
  chosen !== undefined && value.toLowerCase() === chosen.toLowerCase()

export function Field({ name, label, value, wrong }: FieldProps & { value: string | undefined }) {
  return (
    <p>
      <label for={name} safe>
        {label}
      </label>{' '}
      <input
        id={name}
        name={name}
        inputmode={name === 'asking_price' ? 'text' : 'numeric'}
        value={value ?? ''}
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
