import { compactName } from '../names.ts'

/**
 * Base models sold in India, in their makers' spelling. `A = B` reads B as A. The longest name that a model string
 * begins with decides; case, spaces and punctuation do not matter, and a leading NEW is not part of a name.
 */
const TABLE: Record<string, string> = {
  'Maruti, Maruti Suzuki, Suzuki': `800, Alto, Alto 800, Alto K10, A-Star, Baleno, Brezza, Brezza = Vitara Brezza,
    Celerio, Celerio X, Ciaz, Dzire, Dzire = Swift Dzire, Dzire Tour, Eeco, Ertiga, Esteem, Estilo,
    Estilo = Zen Estilo, Fronx, Grand Vitara, Gypsy, Ignis, Invicto, Jimny, Kizashi, Omni, Ritz, S-Cross, S-Presso,
    Swift, SX4, Victoris, Wagon R, XL6, Zen, e Vitara`,
  Hyundai: `Accent, Alcazar, Aura, Creta, Creta Electric, Elantra, Elite i20, Eon, Exter, Getz, Grand i10,
    Grand i10 Nios, i10, i10 Nios, i20, i20 Active, Ioniq 5, Kona, Kona Electric, Santa Fe, Santro, Sonata, Tucson,
    Venue, Verna, Xcent`,
  'Tata, Tata Motors': `Altroz, Aria, Bolt, Curvv, Curvv EV, Harrier, Harrier EV, Hexa, Indica, Indica Vista, Indigo,
    Manza, Nano, Nexon, Nexon EV, Punch, Punch EV, Safari, Safari Storme, Sumo, Tiago, Tiago EV, Tiago NRG, Tigor,
    Tigor EV, Zest`,
  'Mahindra, Mahindra & Mahindra': `Alturas G4, BE 6, Bolero, Bolero Neo, KUV100, Marazzo, NuvoSport, Quanto, Scorpio,
    Scorpio N, Scorpio Classic, Thar, Thar Roxx, TUV300, Verito, XEV 9e, Xylo, XUV300, XUV 3XO, XUV400, XUV500,
    XUV700, e2o, eVerito`,
  Honda: 'Accord, Amaze, BR-V, Brio, City, Civic, CR-V, Elevate, Jazz, Mobilio, WR-V',
  Toyota: `Camry, Corolla, Corolla Altis, Etios, Etios Cross, Etios Liva, Fortuner, Glanza, Hilux, Innova,
    Innova Crysta, Innova Hycross, Land Cruiser, Prius, Qualis, Rumion, Taisor, Urban Cruiser,
    Urban Cruiser Hyryder, Urban Cruiser Taisor, Vellfire, Yaris`,
  Kia: 'Carens, Carens Clavis, Carnival, EV6, EV9, Seltos, Sonet, Syros',
  'MG, Morris Garages': 'Astor, Comet EV, Gloster, Hector, Hector Plus, Windsor EV, ZS EV',
  Renault: 'Captur, Duster, Fluence, Kiger, Koleos, Kwid, Lodgy, Pulse, Scala, Triber',
  Nissan: 'Evalia, Kicks, Magnite, Micra, Sunny, Teana, Terrano, X-Trail',
  Datsun: 'GO, GO Plus, redi-GO',
  'Volkswagen, VW': 'Ameo, Jetta, Passat, Polo, Taigun, Tiguan, Vento, Virtus, T-Roc, Beetle',
  Skoda: 'Fabia, Kodiaq, Kushaq, Kylaq, Laura, Octavia, Rapid, Slavia, Superb, Yeti',
  Ford: 'Aspire, EcoSport, Endeavour, Fiesta, Figo, Figo Aspire, Freestyle, Fusion, Ikon, Mondeo, Mustang',
  Jeep: 'Compass, Grand Cherokee, Meridian, Wrangler',
  Chevrolet: 'Aveo, Beat, Captiva, Cruze, Enjoy, Optra, Sail, Spark, Tavera, Trailblazer',
  Fiat: 'Avventura, Linea, Punto, Grande Punto, Punto Evo',
  Citroen: 'Aircross, Basalt, Basalt X, C3, C3 Aircross, C5 Aircross, eC3',
  Mitsubishi: 'Cedia, Lancer, Outlander, Pajero, Pajero Sport',
  Isuzu: 'D-Max, D-Max V-Cross, MU-X, MU-7',
  Volvo: 'S60, S90, V40, V90, XC40, XC60, XC90',
  BMW: '1 Series, 2 Series, 3 Series, 5 Series, 6 Series, 7 Series, X1, X3, X4, X5, X6, X7, Z4, i4, iX',
  'Mercedes-Benz, Mercedes': `A-Class, B-Class, C-Class, CLA, E-Class, GLA, GLB, GLC, GLE, GLS, S-Class, V-Class, EQA,
    EQB, EQS`,
  Audi: 'A3, A4, A6, A8, Q2, Q3, Q5, Q7, Q8, e-tron',
  'Land Rover': `Defender, Discovery, Discovery Sport, Freelander 2, Range Rover, Range Rover Evoque,
    Range Rover Sport, Range Rover Velar`,
  Jaguar: 'F-Pace, XE, XF, XJ, F-Type',
}

const BRANDS = new Map(
  Object.entries(TABLE).flatMap(([brands, names]) => {
    const models = new Map(
      names.split(',').map((entry) => {
        const [name = '', alias = name] = entry.split('=').map((part) => part.trim())
        return [compactName(alias), name] as const
      }),
    )
    return brands.split(',').map((brand) => [compactName(brand), models] as const)
  }),
)

/** The base models of a brand by their compact names, or null for a brand that the catalogue does not have. */
export function baseModelsOf(brand: string): ReadonlyMap<string, string> | null {
  return BRANDS.get(compactName(brand)) ?? null
}
