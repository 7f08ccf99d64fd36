import type { Children } from '@kitajs/html'
import { type FieldError, problemsOf } from '../../platform/http/errors.ts'
import { currencySign, date, grouped, yearOf } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import type { Assumption, AssumptionStatus } from '../assumptions.ts'
import type { Form, Section } from '../sections.ts'

export type Field = {
  name: string
  label: string
  /** ₹ and km are whole numbers, written in groups */
  unit?: '₹' | 'km' | '%' | 'years' | 'months' | undefined
  note?: string | undefined
  options?: { value: string; label: string }[]
}

/** One calculator: its form, and beside it the answer. htmx swaps the whole of it. */
export function Calculator({
  id,
  title,
  form,
  fields,
  assumptions = [],
  assumptionsTitle = '',
  leadsOn = false,
  children,
}: {
  id: Section
  title: string
  form: Form<unknown>
  fields: Field[]
  assumptions?: Field[]
  assumptionsTitle?: string
  /** Whether the result has a main button of its own */
  leadsOn?: boolean
  children?: Children
}) {
  const wrong = form.errors.map(({ parameter }) => parameter)
  const unseen = form.errors.filter(
    ({ parameter }) => ![...fields, ...assumptions].some(({ name }) => name === parameter),
  )
  return (
    <section class="block" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} class="hidden" safe>
        {title}
      </h2>
      <div class="explorer">
        <form
          class="stack sums"
          action={`/calculators/${id}`}
          aria-labelledby={`${id}-title`}
          autocomplete="off"
          hx-get={`/calculators/${id}`}
          hx-target={`#${id}`}
          hx-swap="outerMorph"
          hx-sync="this:replace"
        >
          {fields.map((field) => (
            <FieldInput section={id} field={field} form={form} />
          ))}
          {assumptions.length > 0 ? (
            <details
              class="facet"
              id={`${id}-assumptions`}
              open={assumptions.some(({ name }) => wrong.includes(name))}
            >
              <summary safe>{assumptionsTitle}</summary>
              <div class="stack">
                {assumptions.map((field) => (
                  <FieldInput section={id} field={field} form={form} />
                ))}
              </div>
            </details>
          ) : null}
          <p class="actions">
            <button class={['button', !leadsOn && 'main']} type="submit" safe>
              {t('Calculate')}
            </button>
          </p>
        </form>
        <div class="stack">
          {form.result === null ? (
            <p class="notice warn" role="status">
              <span safe>{t('There is no result: something in the form cannot be used.')}</span>{' '}
              {unseen.map(({ parameter, message }) => (
                <span safe>{`${say(problemsOf([{ parameter, message }]))}. `}</span>
              ))}
            </p>
          ) : (
            children
          )}
        </div>
      </div>
    </section>
  )
}

function FieldInput({
  section,
  field,
  form,
}: {
  section: Section
  field: Field
  form: Form<unknown>
}) {
  const { name, label, unit, note, options } = field
  const id = `${section}-${name}`
  const message = messageOf(form.errors, name)
  const value = form.values[name] ?? ''
  const described = [note && `${id}-note`, message && `${id}-wrong`].filter(Boolean).join(' ')
  const attributes = {
    id,
    name,
    ...(described !== '' && { 'aria-describedby': described }),
    ...(message !== undefined && { 'aria-invalid': 'true' as const }),
  }
  return (
    <div class="field">
      <label for={id} safe>
        {unit ? `${label}, ${unitWord(unit)}` : label}
      </label>
      {options ? (
        <select {...attributes}>
          {options.map((option) => (
            <option value={option.value} selected={option.value === value} safe>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input {...attributes} inputmode="decimal" maxlength="60" value={shown(value, unit)} />
      )}
      {note ? (
        <p class="small soft" id={`${id}-note`} safe>
          {note}
        </p>
      ) : null}
      {message === undefined ? null : (
        <p class="wrong" id={`${id}-wrong`} safe>
          {say(message)}
        </p>
      )}
    </div>
  )
}

const messageOf = (errors: FieldError[], name: string) =>
  errors.find(({ parameter }) => parameter === name)?.message

/** What can be read is written as people write it; what cannot is left alone. */
function shown(value: string, unit: Field['unit']): string {
  return unit === '₹' || unit === 'km' ? grouped(value) : value
}

function unitWord(unit: NonNullable<Field['unit']>): string {
  switch (unit) {
    case '₹':
      return currencySign()
    case 'years':
      return t('years')
    case 'months':
      return t('months')
    default:
      return unit
  }
}

/** Where an assumption comes from, when that was looked up, and how far to trust it. */
export function origin({ source, as_of, status }: Omit<Assumption, 'value' | 'unit'>): string {
  if (status === 'model') {
    return t('Learnt from this market: cars of two ages compared, prices of {year}.', {
      year: yearOf(as_of),
    })
  }
  return t('{source}, looked up on {date}: {trust}.', {
    source: t(source),
    date: date(as_of),
    trust: trust(status),
  })
}

function trust(status: Exclude<AssumptionStatus, 'model'>): string {
  switch (status) {
    case 'checked':
      return t('two sources agree')
    case 'listed':
      return t('one source')
    case 'weak':
      return t('an old or weak source')
    case 'ours':
      return t('our own guess')
  }
}

/** The same answer for programs. */
export function AsJson({ href }: { href: string }) {
  return (
    <p class="inline small">
      <a href={href} safe>
        {t('As JSON')}
      </a>
    </p>
  )
}

/** The answer in one sentence; a reader of the page hears it when it changes. */
export function Finding({ text }: { text: string }) {
  return (
    <p class="finding" role="status" safe>
      {text}
    </p>
  )
}
