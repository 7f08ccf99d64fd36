import type { Car } from '../../listing/car.ts'
import { nameOf } from '../../listing/words.ts'

export const carTitle = (car: Car): string => `${car.year} ${nameOf(car)}`

/** schema.org, for those that read pages by machine; the same facts stand on the page in words. */
export function Microdata({ car }: { car: Car }) {
  return (
    <>
      <meta itemprop="name" content={car.title} />
      <meta itemprop="model" content={car.base_model} />
      <meta itemprop="vehicleModelDate" content={String(car.year)} />
      <meta itemprop="fuelType" content={car.fuel} />
      <meta itemprop="itemCondition" content="https://schema.org/UsedCondition" />
      {car.transmission ? <meta itemprop="vehicleTransmission" content={car.transmission} /> : null}
      {car.owners === null ? null : (
        <meta itemprop="numberOfPreviousOwners" content={String(car.owners)} />
      )}
      {car.registered_on ? (
        <meta itemprop="dateVehicleFirstRegistered" content={car.registered_on} />
      ) : null}
      <span hidden itemprop="brand" itemscope itemtype="https://schema.org/Brand">
        <meta itemprop="name" content={car.brand} />
      </span>
      <span
        hidden
        itemprop="mileageFromOdometer"
        itemscope
        itemtype="https://schema.org/QuantitativeValue"
      >
        <meta itemprop="value" content={String(car.km)} />
        <meta itemprop="unitCode" content="KMT" />
      </span>
      {car.engine_cc === null ? null : (
        <span
          hidden
          itemprop="vehicleEngine"
          itemscope
          itemtype="https://schema.org/EngineSpecification"
        >
          <span
            itemprop="engineDisplacement"
            itemscope
            itemtype="https://schema.org/QuantitativeValue"
          >
            <meta itemprop="value" content={String(car.engine_cc)} />
            <meta itemprop="unitCode" content="CMQ" />
          </span>
        </span>
      )}
    </>
  )
}
