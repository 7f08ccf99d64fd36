import type { Car } from '../../listing/car.ts'
import { carsHref, ownerWords, traits } from '../../listing/words.ts'
import { capital, distance } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Crumbs, Head } from '../../platform/ui/parts.tsx'
import { ExplanationTable } from '../../pricing/views/explanation.tsx'
import { AlsoListed } from './also-listed.tsx'
import { History } from './car-history.tsx'
import { carTitle, Microdata } from './car-microdata.tsx'
import type { CarPageProps } from './car-props.ts'
import { MonthlyCost } from './monthly-cost.tsx'
import { Offer } from './offer.tsx'
import { Provenance } from './provenance.tsx'
import { Similar } from './similar-cars.tsx'
import { TheCar, YearsLeft } from './the-car.tsx'

export function CarPage(props: CarPageProps) {
  const { car, snapshot, rules } = props
  return (
    <div class="wrap flat" itemscope itemtype="https://schema.org/Car">
      <Microdata car={car} />
      <Crumbs
        links={[
          { href: '/cars', label: t('Cars') },
          { href: carsHref({ brand: [car.brand] }), label: car.brand },
          {
            href: carsHref({ brand: [car.brand], base_model: [car.base_model] }),
            label: car.base_model,
          },
          {
            href: carsHref({
              brand: [car.brand],
              base_model: [car.base_model],
              year_min: car.year,
              year_max: car.year,
            }),
            label: String(car.year),
          },
        ]}
      />
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
