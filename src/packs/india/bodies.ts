/** Base models by the body that people look for, in the spelling of the catalogue. */
const SUV = `Alcazar, Astor, Bolero, Bolero Neo, Brezza, BR-V, Compass, CR-V, Creta, Creta Electric, Duster, EcoSport,
  Elevate, Endeavour, Exter, Fortuner, Fronx, Gloster, Grand Vitara, Gypsy, Harrier, Hector, Hector Plus, Jimny, Kicks,
  Kiger, Kushaq, KUV100, Magnite, Meridian, Nexon, Nexon EV, Pajero, Pajero Sport, Punch, Punch EV, Safari, S-Cross,
  Scorpio, Scorpio N, Scorpio Classic, Seltos, Sonet, Taigun, Terrano, Thar, Thar Roxx, Tiguan, Tucson, TUV300,
  Urban Cruiser, Venue, WR-V, XUV300, XUV 3XO, XUV400, XUV500, XUV700, Yeti, ZS EV`
const HATCHBACK = `800, Alto, Alto 800, Alto K10, Altroz, A-Star, Baleno, Beat, Bolt, Brio, Celerio, Celerio X,
  Elite i20, Eon, Estilo, Etios Cross, Etios Liva, Fabia, Figo, Freestyle, Getz, Glanza, GO, Grand i10, Grand i10 Nios,
  i10, i10 Nios, i20, i20 Active, Ignis, Indica, Jazz, Kwid, Micra, Nano, Polo, Pulse, Punto, redi-GO, Ritz, Santro,
  S-Presso, Swift, Tiago, Tiago EV, Tiago NRG, Wagon R, Zen`
const SEDAN = `Accent, Accord, Amaze, Ameo, Aspire, Aura, Camry, Ciaz, City, Civic, Corolla, Corolla Altis, Dzire,
  Elantra, Esteem, Etios, Fiesta, Figo Aspire, Indigo, Jetta, Laura, Linea, Manza, Octavia, Passat, Rapid, Scala,
  Slavia, Sonata, Sunny, Superb, SX4, Tigor, Tigor EV, Vento, Verna, Virtus, Xcent, Yaris, Zest`
const MPV = `Aria, Carens, Carnival, Eeco, Enjoy, Ertiga, Evalia, GO Plus, Innova, Innova Crysta, Innova Hycross,
  Invicto, Lodgy, Marazzo, Mobilio, Omni, Rumion, Triber, XL6, Xylo`

const names = (list: string) => list.split(',').map((name) => name.trim().replace(/\s+/g, ' '))

/** By the words for a body, in both languages, folded. */
export const BODIES: ReadonlyMap<string, readonly string[]> = new Map(
  [
    { words: ['suv', 'suvs', 'crossover'], models: names(SUV) },
    { words: ['hatchback', 'hatchbacks', 'hatch', 'citadine'], models: names(HATCHBACK) },
    { words: ['sedan', 'sedans', 'saloon', 'berline'], models: names(SEDAN) },
    { words: ['mpv', 'muv', 'van', 'monospace'], models: names(MPV) },
  ].flatMap(({ words, models }) => words.map((word): [string, string[]] => [word, models])),
)
