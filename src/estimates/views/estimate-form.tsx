import { fuelWords, gearboxWords, ownerWords, type StateNames } from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { isMissing } from '../../platform/http/field-errors.ts'
import { capital } from '../../platform/language/format.ts'
import { type Message, say, t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import type { EstimateAnswer } from '../estimate.ts'
import type { EstimateForm } from '../query.ts'

export type Choices = Record<'brand' | 'base_model' | 'trim' | 'fuel' | 'transmission', string[]>
export type EstimatePageProps = {
  form: EstimateForm
  typed: Record<string, string>
  choices: Choices
  states: StateNames
  answer: EstimateAnswer | null
  errors: FieldError[]
  /** Year of the asking prices */
  pricesOf: number
}

export function Form({ form, typed, choices, states, errors, answer }: EstimatePageProps) {
  const wrong = (name: string) => errors.find(({ parameter }) => parameter === name)?.message
  return (
    <Block id="car" title={t('The car')} {...(answer ? { span: 'narrow' as const } : {})}>
      <form
        class="stack"
        action="/estimate"
        hx-get="/estimate"
        hx-target="#estimate"
        hx-swap="outerMorph"
        hx-push-url="true"
        hx-trigger="submit, change delay:200ms"
        autocomplete="off"
      >
        <div class="form">
          <Select
            name="brand"
            label={t('Brand')}
            options={choices.brand.map(plain)}
            chosen={form.brand}
            wrong={wrong('brand')}
            required
          />
          <Select
            name="base_model"
            label={t('Base model')}
            options={choices.base_model.map(plain)}
            chosen={form.base_model}
            wrong={wrong('base_model')}
            required
          />
          <Select
            name="trim"
            label={t('Trim')}
            options={choices.trim.map(plain)}
            chosen={form.trim}
            wrong={wrong('trim')}
          />
          <Select
            name="fuel"
            label={t('Fuel')}
            options={choices.fuel.map((value) => ({ value, label: capital(fuelWords(value)) }))}
            chosen={form.fuel}
            wrong={wrong('fuel')}
          />
          <Select
            name="transmission"
            label={t('Gearbox')}
            options={choices.transmission.map((value) => ({
              value,
              label: capital(gearboxWords(value)),
            }))}
            chosen={form.transmission}
            wrong={wrong('transmission')}
          />
          <Select
            name="owners"
            label={t('Owners')}
            options={[1, 2, 3, 4].map((value) => ({
              value: String(value),
              label: ownerWords(value),
            }))}
            chosen={form.owners === undefined ? undefined : String(form.owners)}
            wrong={wrong('owners')}
          />
          <Field name="year" label={t('Make year')} value={typed.year} wrong={wrong('year')} />
          <Field name="km" label={t('Distance driven, km')} value={typed.km} wrong={wrong('km')} />
          <Select
            name="state"
            label={t('First registered in')}
            options={[...states].map(([value, label]) => ({ value, label }))}
            chosen={form.state}
            wrong={wrong('state')}
          />
        </div>
        <p>
          <button class="button main" type="submit" safe>
            {answer
              ? t('Estimate again')
              : form.brand && form.base_model
                ? t('Estimate the price')
                : t('Go on')}
          </button>
        </p>
        <p class="small soft" safe>
          {t(
            'Brand, model, year and distance are needed; what you leave out is taken as usual for the model, and the interval says so.',
          )}
        </p>
      </form>
    </Block>
  )
}

const plain = (value: string) => ({ value, label: value })

type FieldProps = { name: string; label: string; wrong: Message | undefined }

function Select({
  name,
  label,
  options,
  chosen,
  wrong,
  required,
}: FieldProps & {
  options: { value: string; label: string }[]
  chosen: string | undefined
  required?: boolean
}) {
  const listed = options.some(({ value }) => same(value, chosen))
  return (
    <p>
      <label for={name} safe>
        {label}
      </label>{' '}
      <select id={name} name={name} {...(wrong ? invalid(name) : {})}>
        <option value="" safe>
          {required ? t('Choose') : t('Not known')}
        </option>
        {chosen && !listed ? (
          <option value={chosen} selected safe>
            {chosen}
          </option>
        ) : null}
        {options.map(({ value, label: words }) => (
          <option value={value} selected={same(value, chosen)} safe>
            {words}
          </option>
        ))}
      </select>
      <Wrong name={name} message={wrong} />
    </p>
  )
}

const same = (value: string, chosen: string | undefined) =>
  chosen !== undefined && value.toLowerCase() === chosen.toLowerCase()

function Field({ name, label, value, wrong }: FieldProps & { value: string | undefined }) {
  return (
    <p>
      <label for={name} safe>
        {label}
      </label>{' '}
      <input
        id={name}
        name={name}
        inputmode="numeric"
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
