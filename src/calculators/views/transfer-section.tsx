import { lakh, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { DataTable } from '../../platform/ui/tables.tsx'
import { ROAD_TAX_SOURCE, TRANSFER } from '../assumptions.ts'
import type { Forms } from '../sections.ts'
import type { Fee, Transfer as Result, TransferItem } from '../transfer.ts'
import { AsJson, Calculator, type Field, Finding, origin } from './parts.tsx'
import { calculatorWords } from './words.ts'

export function Transfer({ form }: { form: Forms['transfer'] }) {
  return (
    <Calculator
      id="transfer"
      title={calculatorWords('transfer').title}
      form={form}
      fields={[
        { name: 'price', label: t('Asking price'), unit: '₹' },
        {
          name: 'state',
          label: t('Registered in'),
          options: [
            { value: 'same', label: t('my state') },
            { value: 'other', label: t('another state') },
          ],
        },
        {
          name: 'financed',
          label: t('Bought with a loan'),
          options: [
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ],
        },
        {
          name: 'fuel',
          label: t('Fuel'),
          options: [
            { value: 'petrol', label: t('petrol or other') },
            { value: 'diesel', label: t('diesel') },
          ],
        },
        { name: 'age_years', label: t('Age'), unit: 'years' },
        { name: 'insurance', label: t('Insurance due now'), unit: '₹' },
      ]}
      assumptions={assumptions()}
      assumptionsTitle={t('Fees that are assumed, and since when')}
    >
      {form.result ? <Bill bill={form.result} search={form.search} /> : null}
    </Calculator>
  )
}

function assumptions(): Field[] {
  const fees = (Object.keys(TRANSFER) as (keyof typeof TRANSFER)[]).map((name) => ({
    name,
    label: feeWords(name),
    unit: TRANSFER[name].unit,
    note: origin(TRANSFER[name]),
  }))
  return [
    ...fees,
    {
      name: 'road_tax',
      label: feeWords('road_tax'),
      unit: '%',
      note: t('Empty: by price and fuel. {origin}', { origin: origin(ROAD_TAX_SOURCE) }),
    },
    {
      name: 'refund',
      label: feeWords('refund'),
      unit: '₹',
      note: t('Pro rata, on application to the state that the car leaves.'),
    },
  ]
}

function Bill({ bill, search }: { bill: Result; search: string }) {
  return (
    <>
      <Finding
        text={t('On top of {price} come {fees}: {total} in all.', {
          price: lakh(bill.price),
          fees: money(bill.fees),
          total: lakh(bill.total),
        })}
      />
      <DataTable
        caption={t('What it takes to become the owner, and where each figure comes from')}
        columns={[{ label: t('For') }, { label: t('Amount'), num: true }]}
        rows={[
          [{ text: t('Asking price') }, { text: money(bill.price) }],
          ...bill.items.map((item) => [
            { text: feeWords(item.id), sub: noteOf(item) },
            { text: money(item.amount) },
          ]),
          [{ text: t('In all') }, { text: money(bill.total) }],
        ]}
      />
      <p class="small soft" safe>
        {t(
          'Forms 29 and 30 for the transfer, 35 to remove an old loan, 28 (NOC, valid for six months) for another state. GST, 18% of the dealer’s margin since 16 January 2025, is inside the asking price.',
        )}
      </p>
      <AsJson href={`/api/calculator/transfer?${search}`} />
    </>
  )
}

function noteOf({ source, as_of, status }: TransferItem): string {
  if (source === null || as_of === null || status === null) return t('as given')
  return origin({ source, as_of, status })
}

function feeWords(fee: Fee): string {
  switch (fee) {
    case 'transfer_fee':
      return t('Transfer of ownership')
    case 'smart_card':
      return t('Smart card')
    case 'hypothecation':
      return t('Entry of the loan')
    case 'noc':
      return t('No-objection certificate')
    case 'registration':
      return t('New registration')
    case 'road_tax':
      return t('Road tax of the new state')
    case 'refund':
      return t('Road tax paid back')
    case 'renewal':
      return t('Renewal from 15 years on')
    case 'insurance':
      return t('Insurance')
  }
}
