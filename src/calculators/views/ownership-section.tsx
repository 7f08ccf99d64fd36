import { count, currencySign, lakh, money, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Ribbon, type Tone } from '../../platform/ui/charts/bar.tsx'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { Figures } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import type { OwnershipAssumptions } from '../assumptions.ts'
import { type OwnershipYear, TERMS, type Term } from '../ownership.ts'
import type { Forms } from '../sections.ts'
import { amount, loanFields } from './emi-section.tsx'
import { AsJson, Calculator, type Field, Finding, origin } from './parts.tsx'
import { calculatorWords } from './words.ts'

const TONES: Record<Term, Tone> = {
  depreciation: 'f-accent',
  interest: 'f-mid',
  insurance: 'f-band',
  fuel: 'f-ink',
}

export function Ownership({
  form,
  assumed,
}: {
  form: Forms['ownership']
  assumed: OwnershipAssumptions
}) {
  return (
    <Calculator
      id="ownership"
      title={calculatorWords('ownership').title}
      form={form}
      fields={[
        { name: 'price', label: t('Asking price'), unit: '₹' },
        { name: 'age_years', label: t('Age'), unit: 'years' },
        { name: 'years', label: t('Kept for'), unit: 'years' },
        { name: 'down_payment', label: t('Down payment'), unit: '₹' },
        ...loanFields(),
        { name: 'km_year', label: t('Driven a year'), unit: 'km' },
        { name: 'km_per_unit', label: t('Km on a litre, kg or kWh') },
        { name: 'fuel_price', label: t('Price of a litre, kg or kWh'), unit: '₹' },
      ]}
      assumptions={assumptions(assumed)}
      assumptionsTitle={t('Depreciation and insurance that are assumed')}
    >
      {form.result ? <Result form={form} cost={form.result} /> : null}
    </Calculator>
  )
}

function assumptions(table: OwnershipAssumptions): Field[] {
  const assumed = (name: keyof OwnershipAssumptions, label: string): Field => ({
    name,
    label,
    unit: table[name].unit,
    note: origin(table[name]),
  })
  return [
    {
      name: 'new_price',
      label: t('Listed price when new'),
      unit: '₹',
      note: t(
        'The insured value is this, less 5 to 50% by age (India Motor Tariff). Empty: the asking price is taken to be the insured value today.',
      ),
    },
    assumed('own_damage', t('Insurance of the car, of its insured value')),
    assumed('third_party', t('Insurance of others')),
    assumed('premium_tax', t('Tax on premiums')),
    assumed('depreciation_first', t('Value lost in the first year')),
    assumed('depreciation_young', t('Value lost in years 2 to 4')),
    assumed('depreciation_middle', t('Value lost in years 5 to 7')),
    assumed('depreciation_old', t('Value lost in each later year')),
  ]
}

type Cost = NonNullable<Forms['ownership']['result']>

function Result({ form, cost }: { form: Forms['ownership']; cost: Cost }) {
  return (
    <>
      <Finding
        text={t(
          'Keeping it for {n, plural, one {a year} other {# years}} costs {cost}, or {month} a month.',
          { n: cost.years, cost: lakh(cost.total), month: money(cost.per_month) },
        )}
      />
      <Figures
        items={[
          { label: t('in all'), value: money(cost.total) },
          ...(cost.per_km === null
            ? []
            : [{ label: t('for 100 km'), value: money(cost.per_km * 100) }]),
          { label: t('what it is then worth'), value: money(cost.value_after) },
        ]}
      />
      <Parts cost={cost} />
      <Years cost={cost} />
      <AsJson href={`/api/calculator/ownership?${form.search}`} />
    </>
  )
}

function Parts({ cost }: { cost: Cost }) {
  const parts = TERMS.map((term) => ({
    term,
    count: cost.terms[term],
    share: percent(cost.total === 0 ? 0 : cost.terms[term] / cost.total),
    tone: TONES[term],
  }))
  const largest = parts.reduce((most, part) => (part.count > most.count ? part : most))
  const finding = t('The largest part is {part}: {share} of the cost.', {
    part: termWords(largest.term).toLowerCase(),
    share: largest.share,
  })
  return (
    <Chart
      finding={finding}
      caption={t(
        'Insurance follows the insured declared value of each year; interest is of the loan in those years alone.',
      )}
      table={{
        caption: t('Cost by parts, {sign}', { sign: currencySign() }),
        columns: [
          { label: t('For') },
          { label: t('Amount'), num: true },
          { label: t('Share'), num: true },
        ],
        rows: parts.map(({ term, count, share }) => [
          { text: termWords(term) },
          amount(count),
          { text: share },
        ]),
      }}
    >
      <Ribbon
        label={finding}
        parts={parts.map((part) => ({
          ...part,
          text: t('{part}: {amount}, {share}', {
            part: termWords(part.term),
            amount: money(part.count),
            share: part.share,
          }),
        }))}
      />
    </Chart>
  )
}

function Years({ cost }: { cost: Cost }) {
  return (
    <DataTable
      caption={t('Cost year by year, {sign}', { sign: currencySign() })}
      columns={[
        { label: t('Year') },
        ...TERMS.map((term) => ({ label: termWords(term), num: true })),
        { label: t('In all'), num: true },
        { label: t('Insured value'), num: true },
        { label: t('Worth at the end'), num: true },
      ]}
      rows={cost.items.map((year) => [{ text: count(year.year) }, ...yearCells(year)])}
    />
  )
}

const yearCells = (year: OwnershipYear) =>
  [...TERMS.map((term) => year[term]), year.total, year.idv, year.value].map(amount)

function termWords(term: Term): string {
  switch (term) {
    case 'depreciation':
      return t('Value lost')
    case 'interest':
      return t('Interest')
    case 'insurance':
      return t('Insurance')
    case 'fuel':
      return t('Fuel')
  }
}
