import { t } from '../../platform/language/message.ts'
import type { Warning } from '../../pricing/index.ts'

/** Why an interval is wider than usual, or what was assumed, in the reader's language. */
export function warningWords({ code, message }: Warning): string {
  const words: Record<Warning['code'], string> = {
    brand_unknown: t('No car of this brand is listed: the interval is much wider.'),
    base_model_unknown: t('No car of this model is listed: the interval is much wider.'),
    trim_missing: t(
      'The trim is not known: the usual one of the model is taken, and the interval is wider.',
    ),
    trim_unknown: t('No car of this trim is listed: the interval is wider.'),
    fuel_unknown: t('No such car is listed with this fuel: the interval is wider.'),
    fuel_unlisted: t(
      'No car of this model is listed with this fuel: there may be no such car, and the interval is wider.',
    ),
    transmission_assumed: t('The gearbox is not known: the usual one of the model is taken.'),
    owners_assumed: t('The number of owners is not known: one is taken.'),
    state_assumed: t('The state of registration is not known: the usual one is taken.'),
    attributes_assumed: t(
      'What lists of this market say beyond these fields is taken as usual for such a car.',
    ),
    engine_unusual: t('The engine size is unusual for this model: the interval is wider.'),
    km_extreme: t('Hardly any car has been driven so far, or so little: the interval is wider.'),
    year_extreme: t('Hardly any car is as old or as new: the interval is wider.'),
  }
  return words[code] ?? message
}
