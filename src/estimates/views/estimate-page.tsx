import { lakh } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Head } from '../../platform/ui/parts.tsx'
import { ExplanationTable } from '../../pricing/views/explanation.tsx'
import type { EstimateAnswer } from '../estimate.ts'
import { Answer, Comparables } from './estimate-answer.tsx'
import { type EstimatePageProps, Form } from './estimate-form.tsx'

/** Both the page and what htmx swaps: each choice brings the next ones. */
export function EstimatePage(props: EstimatePageProps) {
  const { answer, form, pricesOf } = props
  return (
    <div class="wrap flat" id="estimate">
      <Head title={title(props)} lede={lede(answer, pricesOf)} />
      <div class="columns">
        <Form {...props} />
        {answer ? <Answer answer={answer} /> : null}
      </div>
      {answer ? (
        <div class="columns">
          <ExplanationTable explanation={answer.steps} asks={null} states={props.states} />
        </div>
      ) : null}
      {answer ? <Comparables answer={answer} form={form} /> : null}
    </div>
  )
}

export function title({ answer, form, errors }: EstimatePageProps): string {
  if (errors.length > 0) return t('This car cannot be estimated yet')
  if (!answer) return t('What would your car ask?')
  const name = `${form.year} ${form.brand} ${form.base_model}`
  return t('A {name} like this asks about {price}', { name, price: lakh(answer.price) })
}

function lede(answer: EstimateAnswer | null, year: number): string {
  return answer
    ? t('Nine in ten such cars ask between {low} and {high}. Prices of {year}.', {
        low: lakh(answer.low),
        high: lakh(answer.high),
        year,
      })
    : t(
        'An estimate of the asking price from the cars listed here, with its interval and every step of it. Prices of {year}.',
        { year },
      )
}
