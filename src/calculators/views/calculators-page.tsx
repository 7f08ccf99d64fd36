import { type FieldError, problemsOf } from '../../platform/http/errors.ts'
import { money } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import { Head, Notice } from '../../platform/ui/parts.tsx'
import type { OwnershipAssumptions } from '../assumptions.ts'
import type { Forms, Section } from '../sections.ts'
import { Affordability, type Term } from './affordability-section.tsx'
import { Arithmetic } from './arithmetic-section.tsx'
import { Emi } from './emi-section.tsx'
import { Ownership } from './ownership-section.tsx'
import { Transfer } from './transfer-section.tsx'

export type CalculatorsProps = {
  /** The calculators that apply to this market, in their order */
  sections: readonly Section[]
  forms: Forms
  terms: Term[]
  ownership: OwnershipAssumptions
  /** Median asking price that the forms begin with, ₹, and the year of the prices; null: there is no market yet */
  median: { price: number; year: string } | null
  /** What is wrong with the address itself */
  errors: FieldError[]
}

export function CalculatorsPage(props: CalculatorsProps) {
  return (
    <div class="wrap flat">
      <Head
        title={t('What would I really pay?')}
        lede={t(
          'A loan, a budget, the papers, the years after: each formula and each assumption is shown.',
        )}
      >
        {props.median ? (
          <p class="small soft" safe>
            {t('The forms begin with the median car of the market: {price}, in prices of {year}.', {
              price: money(props.median.price),
              year: props.median.year,
            })}
          </p>
        ) : null}
      </Head>
      {props.errors.map(({ parameter, message }) => (
        <Notice text={say(problemsOf([{ parameter, message }]))} warn />
      ))}
      {props.sections.map((section) => (
        <CalculatorSection {...props} section={section} />
      ))}
    </div>
  )
}

/** What htmx swaps. */
export function CalculatorSection({
  section,
  forms,
  terms,
  ownership,
}: Pick<CalculatorsProps, 'forms' | 'terms' | 'ownership'> & { section: Section }) {
  switch (section) {
    case 'emi':
      return <Emi form={forms.emi} />
    case 'affordability':
      return <Affordability form={forms.affordability} terms={terms} />
    case 'transfer':
      return <Transfer form={forms.transfer} />
    case 'ownership':
      return <Ownership form={forms.ownership} assumed={ownership} />
    case 'arithmetic':
      return <Arithmetic form={forms.arithmetic} />
  }
}
