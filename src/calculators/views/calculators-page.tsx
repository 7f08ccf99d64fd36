import { type FieldError, problemsOf } from '../../platform/http/errors.ts'
import { money } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import { Crumbs, Head, Notice } from '../../platform/ui/parts.tsx'
import type { OwnershipAssumptions } from '../assumptions.ts'
import type { Forms, Section } from '../sections.ts'
import { Affordability, type Term } from './affordability-section.tsx'
import { Arithmetic } from './arithmetic-section.tsx'
import { Emi } from './emi-section.tsx'
import { Ownership } from './ownership-section.tsx'
import { Transfer } from './transfer-section.tsx'
import { calculatorWords } from './words.ts'

export type CalculatorProps = {
  section: Section
  /** The calculators that apply to this market, in their order */
  sections: readonly Section[]
  forms: Forms
  terms: Term[]
  ownership: OwnershipAssumptions
  /** Median asking price that the forms begin with, ₹, and the year of the prices; null: there is no market yet */
  median: { price: number; year: string } | null
}

/** The questions, each with the way to its calculator. */
export function CalculatorsPage({
  sections,
  errors,
}: {
  sections: readonly Section[]
  /** What is wrong with the address itself */
  errors: FieldError[]
}) {
  return (
    <div class="wrap flat">
      <Head
        title={t('What would I really pay?')}
        lede={t(
          'A loan, a budget, the papers, the years after: each formula and each assumption is shown.',
        )}
      />
      {errors.map(({ parameter, message }) => (
        <Notice text={say(problemsOf([{ parameter, message }]))} warn />
      ))}
      <ul class="links">
        {sections.map((section) => (
          <li>
            <a href={`/calculators/${section}`} safe>
              {calculatorWords(section).title}
            </a>
            <span class="sub" safe>
              {calculatorWords(section).about}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function CalculatorPage(props: CalculatorProps) {
  const { section, sections, median } = props
  const { title, about } = calculatorWords(section)
  return (
    <div class="wrap flat">
      <Crumbs links={[{ href: '/calculators', label: t('Calculators') }]} />
      <Head title={title} lede={about}>
        {median && section !== 'arithmetic' ? (
          <p class="small soft" safe>
            {t('The form begins with the median car of the market: {price}, in prices of {year}.', {
              price: money(median.price),
              year: median.year,
            })}
          </p>
        ) : null}
      </Head>
      <CalculatorSection {...props} />
      <nav class="block" aria-label={t('Other calculators')}>
        <ul class="links">
          {sections
            .filter((each) => each !== section)
            .map((each) => (
              <li>
                <a href={`/calculators/${each}`} safe>
                  {calculatorWords(each).title}
                </a>
              </li>
            ))}
        </ul>
      </nav>
    </div>
  )
}

/** What htmx swaps. */
export function CalculatorSection({
  section,
  forms,
  terms,
  ownership,
}: Pick<CalculatorProps, 'forms' | 'terms' | 'ownership' | 'section'>) {
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
