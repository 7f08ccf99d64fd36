import { t } from '../../platform/language/message.ts'
import { Block, Facts } from '../../platform/ui/parts.tsx'

export function Method() {
  return (
    <Block id="method" title={t('How it works')} span="wide">
      <p safe>
        {t(
          'A ridge regression on the logarithm of the price. Each fact about a car adds to the logarithm or takes from it: in money that is a factor, which is why the explanation of an estimate adds up. What a fact is worth may depend on another one: age counts for more in some models than in others, distance and gearbox likewise, and an old diesel loses more in the states whose law shortens its life. The ridge keeps every such effect small unless many cars speak for it.',
        )}
      </p>
      <p safe>
        {t(
          'Where that lowers the error of cars left out by at least a hundredth, boosted trees add what the ridge misses: what counts only together, and what the list says beyond these fields, such as power, body or place, each only if it lowers that error.',
        )}
      </p>
      <p safe>
        {t(
          'The interval is conformal. Every car of the market is estimated by a model that has not seen its price; how far those estimates miss, compared with how far cars of that kind usually miss, sets the width that holds nine prices in ten. It is wider for old, dear and rare cars. No assumption about the shape of the errors is made.',
        )}
      </p>
      <p safe>
        {t(
          'It learns inside the import, from at most 20,000 cars drawn by a fixed seed, and is published and stored with the snapshot: the same file gives the same estimates on every database. A car is never rated by an estimate that has seen its own price.',
        )}
      </p>
    </Block>
  )
}

export function Sources() {
  return (
    <Block id="inputs" title={t('What goes in')} span="narrow">
      <Facts
        items={[
          {
            label: t('Used'),
            value: t(
              'brand, base model, trim and its words, make year, distance, fuel, gearbox, owners, engine size, spare key, state of first registration',
            ),
          },
          {
            label: t('Never used'),
            value: t('the monthly cost, and whatever is computed from the price'),
            note: t('The monthly cost is the price in disguise: it would look like knowledge.'),
          },
          {
            label: t('Not in the file'),
            value: t('accidents, service history, photos, and whatever else the list does not say'),
          },
          { label: t('Code'), value: 'src/market/estimate', code: true },
          { label: t('Measured by'), value: 'bun run model:report', code: true },
          { label: t('Licence'), value: 'MIT' },
        ]}
      />
    </Block>
  )
}

export function Limits() {
  return (
    <Block id="limits" title={t('Where it fails')}>
      <ul class="links">
        <li safe>
          {t(
            'Its columns were chosen on the same file that it was measured on, with other seeds: the figures are a little too good.',
          )}
        </li>
        <li safe>
          {t(
            'There are few cars of 13 years and more; their intervals hold fewer than nine in ten.',
          )}
        </li>
        <li safe>
          {t(
            'Beyond the ages, distances and engines that the market has, a value is brought to the edge of what was seen, the interval is widened, and the answer says so.',
          )}
        </li>
        <li safe>
          {t(
            'It knows what sellers ask, not what buyers pay, and nothing about the condition of a car. A price far below its interval may have a reason that the file does not say.',
          )}
        </li>
        <li safe>
          {t('Prices of another year are not corrected: each import learns its own market.')}
        </li>
      </ul>
    </Block>
  )
}
