import { fuelWords, gearboxWords, ownerWords, type StateNames } from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { capital, currencySign, lakh, list, money } from '../../platform/language/format.ts'
import type { Message } from '../../platform/language/message.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import type { AskedAttribute } from '../../pricing/index.ts'
import type { EstimateAnswer } from '../estimate.ts'
import type { EstimateForm } from '../query.ts'
import { AttributeSelects, attributeNames } from './attribute-fields.tsx'
import { Field, ModelSelect, Select } from './fields.tsx'

export type Choices = Record<'trim' | 'fuel' | 'transmission', string[]> & {
  /** The base models of each brand; both in order of their names */
  models: ReadonlyMap<string, readonly string[]>
  /** What the model of this market asks besides */
  attributes: AskedAttribute[]
}
export type FormProps = {
  form: EstimateForm
  typed: Record<string, string>
  choices: Choices
  states: StateNames
  errors: FieldError[]
  answered: boolean
}
export type EstimatePageProps = Omit<FormProps, 'answered'> & {
  answer: EstimateAnswer | null
  /** How many of the comparable cars ask more than was asked for */
  dearer: number
  /** Year of the asking prices */
  pricesOf: number
  /** The whole address of this answer */
  share: string
}

/**
 * Four fields judge a price: a model names its brand. What else is known of the car makes the interval narrower. With
 * scripts a brand or model brings its own choices in the fields after it, and nothing else moves.
 */
export function Form({ form, typed, choices, states, errors, answered }: FormProps) {
  const wrong = (name: string): Message | undefined =>
    errors.find(({ parameter }) => parameter === name)?.message
  const follows = {
    'hx-get': '/estimate/choices',
    'hx-trigger': 'change',
    'hx-include': 'closest form',
    'hx-target': '#car-form',
    'hx-swap': 'outerMorph',
    'hx-push-url': 'false',
  }
  const further = ['trim', 'fuel', 'transmission', 'owners', 'state']
  return (
    <form
      class="stack"
      id="car-form"
      action="/estimate"
      aria-labelledby="car"
      hx-get="/estimate"
      hx-target="#estimate"
      hx-swap="outerMorph show:top"
      hx-trigger="submit"
      autocomplete="off"
    >
      <div class="form">
        <Select
          name="brand"
          label={t('Brand')}
          options={choices.models.keys()}
          chosen={form.brand}
          wrong={wrong('brand')}
          none={t('Any')}
          {...follows}
        />
        <ModelSelect
          models={choices.models}
          brand={form.brand}
          chosen={form.base_model}
          wrong={wrong('base_model')}
          {...follows}
        />
        <Field name="year" label={t('Make year')} value={typed.year} wrong={wrong('year')} />
        <Field name="km" label={t('Distance driven, km')} value={typed.km} wrong={wrong('km')} />
        <Field
          name="asking_price"
          label={t('Asking price, {sign}', { sign: currencySign() })}
          value={typed.asking_price}
          wrong={wrong('asking_price')}
        />
      </div>
      <details
        id="car-more"
        open={
          form.attribute !== undefined ||
          further.some((name) => (typed[name] ?? '') !== '' || wrong(name) !== undefined)
        }
      >
        <summary safe>{summary(choices)}</summary>
        <div class="form">
          <Select
            name="trim"
            label={t('Trim')}
            options={choices.trim}
            chosen={form.trim}
            wrong={wrong('trim')}
          />
          <Select
            name="fuel"
            label={t('Fuel')}
            options={choices.fuel}
            words={(fuel) => capital(fuelWords(fuel))}
            chosen={form.fuel}
            wrong={wrong('fuel')}
          />
          <Select
            name="transmission"
            label={t('Gearbox')}
            options={choices.transmission}
            words={(gearbox) => capital(gearboxWords(gearbox))}
            chosen={form.transmission}
            wrong={wrong('transmission')}
          />
          <Select
            name="owners"
            label={t('Owners')}
            options={['1', '2', '3', '4']}
            words={ownerWords}
            chosen={form.owners === undefined ? undefined : String(form.owners)}
            wrong={wrong('owners')}
          />
          <Select
            name="state"
            label={t('First registered in')}
            options={states.keys()}
            words={(state) => states.get(state) ?? state}
            chosen={form.state}
            wrong={wrong('state')}
          />
          <AttributeSelects attributes={choices.attributes} said={form.attribute} />
        </div>
      </details>
      <p>
        <button class="button main" type="submit" safe>
          {answered ? t('Estimate again') : t('Estimate the price')}
        </button>
      </p>
      <p class="small soft" safe>
        {t(
          'Model, year and distance are needed. Prices are read as people write them: 650000, {money}, {spoken}. What you leave out is taken as usual for the model, and the interval says so.',
          { money: money(650_000), spoken: lakh(650_000) },
        )}
      </p>
    </form>
  )
}

function summary({ attributes }: Choices): string {
  if (attributes.length === 0) return t('More about the car: trim, fuel, gearbox, owners, state')
  return t('More about the car: trim, fuel, gearbox, owners, state; {attributes}', {
    attributes: list(attributeNames(attributes).map((name) => name.toLocaleLowerCase())),
  })
}

export const FormBlock = (props: FormProps) => (
  <Block id="car" title={t('The car')} span={props.answered ? 'narrow' : 'wide'}>
    <Form {...props} />
  </Block>
)
