import type { Car } from '../../listing/car.ts'
import { money, percent, rate } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block, type Fact, Facts } from '../../platform/ui/parts.tsx'

/** The loan behind the listed monthly cost. */
export function MonthlyCost({ car }: { car: Car }) {
  const { emi, loan, price } = car
  if (emi === null) {
    return (
      <Block id="monthly" title={t('No monthly cost is listed')}>
        <p safe>
          {t('The seller names a price and nothing else. A loan on it is yours to compare.')}
        </p>
      </Block>
    )
  }
  if (!loan || loan.rate === null || loan.months === null) {
    return (
      <Block id="monthly" title={t('A monthly cost that does not add up')}>
        <Facts
          money
          items={[
            { label: t('Listed monthly cost'), value: money(emi) },
            { label: t('Asking price'), value: money(price) },
          ]}
        />
        <p class="notice warn" safe>
          {t(
            'No usual rate and number of months on this price gives the listed monthly cost. Ask for the loan in writing before you sign.',
          )}
        </p>
      </Block>
    )
  }
  const paid = emi * loan.months
  const interest = loan.total_interest ?? paid - price
  const items: Fact[] = [
    { label: t('Listed monthly cost'), value: money(emi) },
    { label: t('Rate it implies'), value: t('{rate} a year', { rate: rate(loan.rate) }) },
    { label: t('Months'), value: String(loan.months) },
    { label: t('Paid in the end'), value: money(paid) },
    { label: t('Asking price'), value: money(price) },
    { label: t('Interest, not listed'), value: money(interest), total: true },
  ]
  return (
    <Block id="monthly" title={t('What the monthly cost hides')}>
      <Facts money items={items} />
      {loan.reconciles ? (
        <p class="small soft" safe>
          {t(
            'The loan covers the whole price. Recomputed from the rate and the months it is the listed figure: it reconciles. Interest is {share} of the price.',
            { share: percent(interest / price, 1) },
          )}
        </p>
      ) : (
        <p class="notice warn" safe>
          {t(
            'This rate and term come nearest, but do not reproduce the listed figure: it does not reconcile. Ask for the loan in writing.',
          )}
        </p>
      )}
    </Block>
  )
}
