import type { Deal } from '../../listing/car.ts'
import { lakh } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Head } from '../../platform/ui/parts.tsx'
import { ExplanationTable } from '../../pricing/views/explanation.tsx'
import type { EstimateAnswer } from '../estimate.ts'
import { Answer, Comparables } from './estimate-answer.tsx'
import { type EstimatePageProps, FormBlock } from './estimate-form.tsx'

/** Both the page and what htmx swaps once the form was sent. */
export function EstimatePage(props: EstimatePageProps) {
  const { answer, form, pricesOf, dearer, share } = props
  const asked = form.asking_price ?? null
  return (
    <div class="wrap flat" id="estimate">
      <Head title={title(props)} lede={lede(answer, pricesOf)}>
        <Said words={answer || props.errors.length > 0 ? title(props) : ''} />
      </Head>
      <div class="columns">
        <FormBlock {...props} answered={answer !== null} />
        {answer ? <Answer answer={answer} asked={asked} dearer={dearer} share={share} /> : null}
      </div>
      {answer ? (
        <div class="columns">
          <ExplanationTable explanation={answer.steps} asks={asked} states={props.states} />
        </div>
      ) : null}
      {answer ? <Comparables answer={answer} form={form} /> : null}
    </div>
  )
}

/** Read aloud once an answer is there. */
function Said({ words }: { words: string }) {
  return (
    <p class="hidden" role="status" safe>
      {words}
    </p>
  )
}

export function title({ answer, form, errors }: EstimatePageProps): string {
  if (errors.length > 0) return t('This car cannot be estimated yet')
  if (!answer) return t('Is this price fair?')
  const about = { year: String(form.year), name: `${form.brand} ${form.base_model}` }
  const asked = form.asking_price
  if (asked === undefined) {
    return t('A {year} {name} like this asks about {price}', {
      ...about,
      price: lakh(answer.price),
    })
  }
  if (answer.deal === null) {
    return t('{asked} for a {year} {name} cannot be rated', { ...about, asked: lakh(asked) })
  }
  return verdict(answer.deal, { ...about, asked: lakh(asked) })
}

function verdict(deal: Deal, values: { asked: string; year: string; name: string }): string {
  return {
    great: t('{asked} is a great price for a {year} {name}', values),
    good: t('{asked} is a good price for a {year} {name}', values),
    fair: t('{asked} is a fair price for a {year} {name}', values),
    high: t('{asked} is a high price for a {year} {name}', values),
    overpriced: t('{asked} is too much for a {year} {name}', values),
  }[deal]
}

function lede(answer: EstimateAnswer | null, year: number): string {
  return answer
    ? t('Nine in ten such cars ask between {low} and {high}. Prices of {year}.', {
        low: lakh(answer.low),
        high: lakh(answer.high),
        year,
      })
    : t(
        'Name the car and what somebody asks for it. The answer is an estimate from the cars listed here, with its interval, every step of it, and the cars next to it. Prices of {year}.',
        { year },
      )
}
