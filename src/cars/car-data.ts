import type { Car as LinkedCar, WithContext } from 'schema-dts'
import type { Car } from '../listing/car.ts'
import { hrefOf, picturePath } from '../listing/words.ts'
import { currency } from '../platform/language/format.ts'

/** A listing as schema.org names it; what is not known is left out. @param origin where whole addresses begin */
export function carData(car: Car, origin: string): WithContext<LinkedCar> {
  const url = origin + hrefOf(car)
  const data: WithContext<LinkedCar> = {
    '@context': 'https://schema.org',
    '@type': 'Car',
    '@id': url,
    url,
    name: car.title,
    image: origin + picturePath(car),
    brand: { '@type': 'Brand', name: car.brand },
    model: car.base_model,
    vehicleModelDate: String(car.year),
    fuelType: car.fuel,
    itemCondition: 'https://schema.org/UsedCondition',
    mileageFromOdometer: { '@type': 'QuantitativeValue', value: car.km, unitCode: 'KMT' },
    ...(car.transmission && { vehicleTransmission: car.transmission }),
    ...(car.owners !== null && { numberOfPreviousOwners: car.owners }),
    ...(car.registered_on && { dateVehicleFirstRegistered: car.registered_on }),
    ...(car.engine_cc !== null && {
      vehicleEngine: {
        '@type': 'EngineSpecification',
        engineDisplacement: {
          '@type': 'QuantitativeValue',
          value: car.engine_cc,
          unitCode: 'CMQ',
        },
      },
    }),
    offers: {
      '@type': 'Offer',
      url,
      price: car.price,
      priceCurrency: currency(),
      availability: 'https://schema.org/InStock',
      itemCondition: 'https://schema.org/UsedCondition',
    },
  }
  // Search engines do not take a car for a product by themselves; its types have no word for both.
  return Object.assign(data, { '@type': ['Product', 'Car'] })
}
