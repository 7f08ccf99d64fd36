import { count, currencySign, lakh, lakhNote, money, rate } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Actions } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import type { Affordable, Forms } from '../sections.ts'
import { amount, loanFields } from './emi-section.tsx'
import { AsJson, Calculator, Finding } from './parts.tsx'
import { calculatorWords } from './words.ts'

/** Price that a length of the loan allows, ₹, what it costs in interest, and how many cars ask no more; null: no market. */
export type Term = { months: number; price: number; interest: number; cars: number | null }

export function Affordability({ form, terms }: { form: Forms['affordability']; terms: Term[] }) {
  return (
    <Calculator
      id="affordability"
      title={calculatorWords('affordability').title}
      form={form}
      leadsOn={form.result !== null}
      fields={[
        { name: 'emi', label: t('What you can pay a month'), unit: '₹' },
        { name: 'down_payment', label: t('Down payment'), unit: '₹' },
        ...loanFields(),
      ]}
    >
      {form.result ? <Result budget={form.result} terms={terms} search={form.search} /> : null}
    </Calculator>
  )
}

function Result({ budget, terms, search }: { budget: Affordable; terms: Term[]; search: string }) {
  const { emi, price, months, down_payment } = budget
  const cars = terms.find((term) => term.months === months)?.cars ?? null
  const loan = new URLSearchParams({
    principal: String(price - down_payment),
    rate: String(budget.rate),
    months: String(months),
  })
  return (
    <>
      <Finding
        text={t('{emi} a month pays for a car of {price}.', {
          emi: money(emi),
          price: lakh(price),
        })}
      />
      <Actions
        links={[
          {
            href: `/cars?price_max=${price}&sort=-price`,
            label:
              cars === null
                ? t('Show the cars up to this price')
                : t(
                    'Show {n, plural, one {the one car} other {# cars}} up to this price, whatever monthly cost they list',
                    {
                      n: cars,
                    },
                  ),
          },
          { href: `/calculators/emi?${loan}`, label: t('What this loan costs') },
        ]}
      />
      <p safe>
        {[
          t('Exactly {price}: {months} months at {rate}, and {now} down.', {
            price: money(price),
            months: count(months),
            rate: rate(budget.rate),
            now: money(down_payment),
          }),
          lakhNote(),
        ].join(' ')}
      </p>
      <DataTable
        caption={t('The same budget over other lengths of the loan, {sign}', {
          sign: currencySign(),
        })}
        columns={[
          { label: t('Months') },
          { label: t('Price'), num: true },
          { label: t('Interest'), num: true },
          ...(cars === null ? [] : [{ label: t('Cars up to it'), num: true }]),
        ]}
        rows={terms.map((term) => [
          { text: count(term.months) },
          amount(term.price),
          amount(term.interest),
          ...(term.cars === null
            ? []
            : [{ text: count(term.cars), href: `/cars?price_max=${term.price}&sort=-price` }]),
        ])}
      />
      <AsJson href={`/api/calculator/affordability?${search}`} />
    </>
  )
}
