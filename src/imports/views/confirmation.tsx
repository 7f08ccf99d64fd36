import { sentence, t } from '../../platform/language/message.ts'
import { TextField } from '../../platform/ui/text-field.tsx'
import type { Import } from '../../snapshots/import.ts'

const FIELD_WORDS = {
  brand: sentence('Brand'),
  model: sentence('Model'),
  year: sentence('Make year'),
  km: sentence('Distance driven'),
  price: sentence('Asking price'),
  fuel: sentence('Fuel'),
  transmission: sentence('Gearbox'),
  owners: sentence('Owners'),
} as const
type Field = keyof typeof FIELD_WORDS
const isField = (field: string): field is Field => Object.hasOwn(FIELD_WORDS, field)
const FIELDS = Object.keys(FIELD_WORDS).filter(isField)

const SCALES = {
  one: sentence('ones'),
  ten: sentence('tens (Swedish miles)'),
  thousand: sentence('thousands'),
  lakh: sentence('lakhs'),
  million: sentence('millions'),
  crore: sentence('crores'),
}

/** The fields that answer a question, by what it is about; one about all columns is answered by theirs. */
const ANSWERS: Record<string, readonly string[]> = {
  columns: FIELDS,
  unit: ['unit'],
  'scale.km': ['km_scale'],
  'scale.price': ['price_scale'],
  currency: ['currency', 'rate'],
  rate: ['rate', 'currency'],
}

/** The fields that answer what is asked; the others are as they were read, and folded. */
export function Confirmation({ run }: { run: Import }) {
  const fields = fieldsOf(run)
  const asked = new Set((run.questions ?? []).flatMap(({ about }) => ANSWERS[about] ?? []))
  const others = fields.filter(({ name }) => !asked.has(name))
  return (
    <form class="stack" action={`/imports/${run.id}/profile`} method="post">
      {asked.size > 0 ? (
        <div class="form">
          {[...asked]
            .flatMap((name) => fields.filter((field) => field.name === name))
            .map(({ drawn }) => drawn)}
        </div>
      ) : null}
      <details>
        <summary safe>{t('Change how anything else is read')}</summary>
        <div class="form">{others.map(({ drawn }) => drawn)}</div>
      </details>
      <p class="actions">
        <button class="button main" type="submit" name="preview" value="on" safe>
          {t('Read it so and show me')}
        </button>{' '}
        <button class="button" type="submit" safe>
          {t('Read it so and import')}
        </button>
      </p>
    </form>
  )
}

function fieldsOf({ profile, columns = [], questions = [] }: Import) {
  const proposed = (about: string) => questions.find((each) => each.about === about)?.option ?? ''
  const scale = /price=(\w+)/.exec(proposed('scale.price'))?.[1] ?? ''
  const kmScale = /km=(\w+)/.exec(proposed('scale.km'))?.[1] ?? ''
  const unit = /--unit (\w+)/.exec(proposed('unit'))?.[1] ?? profile?.distance.unit ?? ''
  const names = columns.map(({ name }) => [name, name] as const)
  const units = [['km', 'km'] as const, ['mi', t('miles')] as const]
  const choice = (
    name: string,
    label: string,
    chosen: string,
    options: readonly (readonly [string, string])[],
  ) => ({
    name,
    drawn: <Choice name={name} label={label} chosen={chosen} options={options} />,
  })
  return [
    ...FIELDS.map((field) =>
      choice(field, t(FIELD_WORDS[field]), profile?.columns[field] ?? '', names),
    ),
    choice('unit', t('Unit of distance'), unit, units),
    choice('km_scale', t('Distances are in'), kmScale, scales()),
    choice('price_scale', t('Prices are in'), scale, scales()),
    {
      name: 'currency',
      drawn: (
        <TextField
          name="currency"
          label={t('Currency of the file')}
          maxlength="3"
          pattern="[A-Za-z]{3}"
          value={profile?.price.currency ?? ''}
        />
      ),
    },
    {
      name: 'rate',
      drawn: (
        <TextField
          name="rate"
          label={t('Rate, where it is converted')}
          inputmode="decimal"
          maxlength="20"
        />
      ),
    },
  ]
}

const scales = () => Object.entries(SCALES).map(([name, words]) => [name, t(words)] as const)

type ChoiceProps = {
  name: string
  label: string
  chosen: string
  options: readonly (readonly [string, string])[]
}

function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <div>
      <label for={name} safe>
        {label}
      </label>
      <select id={name} name={name}>
        <option value="" safe>
          {t('as it was read')}
        </option>
        {options.map(([value, words]) => (
          <option value={value} selected={value === chosen} safe>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
