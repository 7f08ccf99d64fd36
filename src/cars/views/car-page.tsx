import type { Car } from '../../listing/car.ts'
import { carsHref, carTitle, ownerWords, traits } from '../../listing/words.ts'
import { capital, distance } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Crumbs, Head, type Link } from '../../platform/ui/parts.tsx'
import { ExplanationTable } from '../../pricing/views/explanation.tsx'
import { AlsoListed } from './also-listed.tsx'
import { History } from './car-history.tsx'
import type { CarPageProps } from './car-props.ts'
import { MonthlyCost } from './monthly-cost.tsx'
import { Offer } from './offer.tsx'
import { Provenance } from './provenance.tsx'
import { Similar } from './similar-cars.tsx'
import { TheCar, YearsLeft } from './the-car.tsx'

export function CarPage(props: CarPageProps) {
  const { car, snapshot, rules } = props
  return (
    <div class="wrap flat">
      <Crumbs links={wayTo(car)} />
      <Head title={carTitle(car)} lede={lede(car)} />
      <div class="columns">
        <Offer {...props} />
        <TheCar car={car} />
      </div>
      <div class="columns">
        <div class="wide pile">
          {props.explanation ? (
            <ExplanationTable
              explanation={props.explanation}
              asks={car.price}
              states={props.states}
            />
          ) : null}
          <Similar {...props} />
          <History {...props} />
        </div>
        <div class="narrow pile">
          <AlsoListed car={car} />
          <MonthlyCost car={car} />
          <YearsLeft {...props} />
        </div>
      </div>
      <Provenance
        car={car}
        lineage={props.lineage}
        rules={rules}
        asOf={snapshot.as_of}
        version={snapshot.version}
      />
    </div>
  )
}

/** The lists that a car is in, from the widest. */
export function wayTo(car: Car): Link[] {
  const { brand, base_model, year } = car
  const model = { brand: [brand], base_model: [base_model] }
  return [
    { href: '/cars', label: t('Cars') },
    { href: carsHref({ brand: [brand] }), label: brand },
    { href: carsHref(model), label: base_model },
    { href: carsHref({ ...model, year_min: year, year_max: year }), label: String(year) },
  ]
}

function lede(car: Car): string {
  const place = car.state_name ?? car.state
  const facts = [
    ...traits(car).slice(0, 2),
    distance(car.km),
    ...(car.owners === null ? [] : [ownerWords(car.owners)]),
    ...(place ? [t('first registered in {place}', { place })] : []),
  ]
  return `${car.trim ? `${car.trim}. ` : ''}${capital(facts.join(', '))}.`
}
