import { t } from '../../platform/language/message.ts'
import type { Operation } from '../decimal.ts'
import type { Forms } from '../sections.ts'
import { AsJson, Calculator, Finding } from './parts.tsx'
import { calculatorWords } from './words.ts'

const SIGNS: Record<Operation, string> = { add: '+', subtract: '−', multiply: '×', divide: '÷' }

export function Arithmetic({ form }: { form: Forms['arithmetic'] }) {
  return (
    <Calculator
      id="arithmetic"
      title={calculatorWords('arithmetic').title}
      form={form}
      fields={[
        { name: 'a', label: t('First number') },
        {
          name: 'operation',
          label: t('Operation'),
          options: [
            { value: 'add', label: t('plus') },
            { value: 'subtract', label: t('minus') },
            { value: 'multiply', label: t('times') },
            { value: 'divide', label: t('divided by') },
          ],
        },
        { name: 'b', label: t('Second number') },
      ]}
    >
      {form.result ? <Result result={form.result} /> : null}
    </Calculator>
  )
}

function Result({
  result: { operation, a, b, result },
}: {
  result: NonNullable<Forms['arithmetic']['result']>
}) {
  const search = new URLSearchParams({ a, b })
  return (
    <>
      <Finding text={`${a} ${SIGNS[operation]} ${b} = ${result}`} />
      <AsJson href={`/api/calculator/${operation}?${search}`} />
    </>
  )
}
