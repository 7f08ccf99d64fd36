import { t } from '../../platform/language/message.ts'
import type { Section } from '../sections.ts'

/** The question that a calculator answers, and what goes into it. */
export function calculatorWords(section: Section): { title: string; about: string } {
  const words: Record<Section, { title: string; about: string }> = {
    emi: {
      title: t('What does a loan cost each month?'),
      about: t(
        'The monthly payment (EMI) by the formula of lenders, with the interest that an advertised payment hides.',
      ),
    },
    affordability: {
      title: t('Which price fits my budget?'),
      about: t('From what you can pay each month to a price, and from there to the cars.'),
    },
    transfer: {
      title: t('What does it cost to put the car in my name?'),
      about: t(
        'Fees of the registration office, and what a car from another state costs on top. States change them: each figure can be replaced.',
      ),
    },
    ownership: {
      title: t('What does it cost to keep the car?'),
      about: t(
        'The value it loses, interest, insurance and fuel. Servicing, tyres, repairs and parking are not in it: nothing here says what they cost.',
      ),
    },
    arithmetic: {
      title: t('Two numbers, exactly'),
      about: t(
        'Decimal arithmetic without the rounding of binary numbers: 0.1 + 0.2 is 0.3. A quotient without an end has 28 digits.',
      ),
    },
  }
  return words[section]
}
