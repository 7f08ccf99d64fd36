import { sayStored, sentence, t } from '../../platform/language/message.ts'
import { Block, Notice } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { Import } from '../../snapshots/import.ts'

type Props = { run: Import; mayWrite: boolean }

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
type Asked = keyof typeof FIELD_WORDS
const isAsked = (field: string): field is Asked => Object.hasOwn(FIELD_WORDS, field)
const FIELDS = Object.keys(FIELD_WORDS).filter(isAsked)

const SCALES = {
  one: sentence('ones'),
  ten: sentence('tens (Swedish miles)'),
  thousand: sentence('thousands'),
  lakh: sentence('lakhs'),
  million: sentence('millions'),
  crore: sentence('crores'),
}

/** How a file was read, column by column, and the form that confirms or changes it while it is held. */
export function Reading({ run, mayWrite }: Props) {
  const { columns = [], questions = [], said } = run
  if (columns.length === 0) return null
  return (
    <Block id="reading" title={t('How its columns were read')}>
      {questions.map(({ text }, at) => (
        <Notice warn text={sayStored(said?.questions[at], text)} />
      ))}
      {run.status === 'held' && questions.length > 0 && mayWrite ? (
        <Confirmation run={run} />
      ) : null}
      <Scroll label={t('Columns of the file')}>
        <table>
          <caption safe>{t('Columns without a field are not used')}</caption>
          <HeadRow
            columns={[
              { label: t('Column') },
              { label: t('Read as') },
              { label: t('First cells') },
              { label: t('Why') },
            ]}
          />
          <tbody>
            {columns.map((column, at) => (
              <tr>
                <th scope="row" safe>
                  {column.name}
                </th>
                <td safe>
                  {column.fields.join(', ') ||
                    (column.left_out
                      ? t('not used ({kind})', { kind: column.left_out })
                      : t('not used'))}
                </td>
                <td safe>{column.sample.join(' · ')}</td>
                <td safe>
                  {column.evidence
                    .map((text, place) => sayStored(said?.evidence[at]?.[place], text))
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}

function Confirmation({ run: { id, profile, columns = [], questions = [] } }: { run: Import }) {
  const proposed = (about: string) => questions.find((each) => each.about === about)?.option ?? ''
  const scale = /price=(\w+)/.exec(proposed('scale.price'))?.[1] ?? ''
  const kmScale = /km=(\w+)/.exec(proposed('scale.km'))?.[1] ?? ''
  const unit = /--unit (\w+)/.exec(proposed('unit'))?.[1] ?? profile?.distance.unit ?? ''
  const names = columns.map(({ name }) => name)
  const currency = profile?.price.currency ?? ''
  return (
    <form class="line-form" action={`/imports/${id}/profile`} method="post">
      {FIELDS.map((field) => (
        <Choice
          name={field}
          label={t(FIELD_WORDS[field])}
          chosen={profile?.columns[field] ?? ''}
          options={names.map((name) => [name, name])}
        />
      ))}
      <Choice
        name="unit"
        label={t('Unit of distance')}
        chosen={unit}
        options={[
          ['km', 'km'],
          ['mi', t('miles')],
        ]}
      />
      <Choice name="km_scale" label={t('Distances are in')} chosen={kmScale} options={scales()} />
      <Choice name="price_scale" label={t('Prices are in')} chosen={scale} options={scales()} />
      <div class="field">
        <label for="currency" safe>
          {t('Currency of the file')}
        </label>
        <input id="currency" name="currency" maxlength="3" pattern="[A-Za-z]{3}" value={currency} />
      </div>
      <div class="field">
        <label for="rate" safe>
          {t('Rate, where it is converted')}
        </label>
        <input id="rate" name="rate" inputmode="decimal" maxlength="20" />
      </div>
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

const scales = () => Object.entries(SCALES).map(([name, words]) => [name, t(words)] as const)

type ChoiceProps = {
  name: string
  label: string
  chosen: string
  options: readonly (readonly [string, string])[]
}

function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <div class="field">
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
