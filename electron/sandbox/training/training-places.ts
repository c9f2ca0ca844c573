/** A place a lorry stops at. */
export interface TrainingPlace {
  readonly name: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
}

/** A territory with its depot and customers, around San Antonio and Corpus Christi, Texas. */
export interface TrainingTerritory {
  readonly name: string
  /** First letter of the references of its workflows. */
  readonly letter: string
  readonly count: number
  /** Index of the connection in the training fleet. */
  readonly connection: number
  readonly depot: TrainingPlace
  readonly places: readonly TrainingPlace[]
}

function place(name: string, city: string, latitude: number, longitude: number): TrainingPlace {
  return { name, city, latitude, longitude }
}

/** The places are invented; the coordinates are on real streets. */
export const TRAINING_TERRITORIES: readonly TrainingTerritory[] = [
  {
    name: 'North',
    letter: 'N',
    count: 17,
    connection: 0,
    depot: place('Norte depot', 'San Antonio', 29.5182, -98.4051),
    places: [
      place('Cold Store 7', 'San Antonio', 29.4716, -98.3894),
      place('Mercado Sur', 'San Antonio', 29.3881, -98.4959),
      place('Plaza Nueve', 'San Antonio', 29.4252, -98.4946),
      place('Hospital Este', 'San Antonio', 29.4361, -98.4108),
      place('Stone Oak Market', 'San Antonio', 29.6458, -98.4627),
      place('Bulverde Supply', 'Bulverde', 29.7438, -98.4531),
      place('Gruene Mill', 'New Braunfels', 29.7386, -98.1045),
      place('Landa Hardware', 'New Braunfels', 29.7069, -98.1352),
      place('Schertz Crossdock', 'Schertz', 29.5742, -98.2697),
      place('Boerne Pharmacy', 'Boerne', 29.7947, -98.732),
      place('Leon Springs Grocer', 'San Antonio', 29.6649, -98.6353),
      place('University Kitchens', 'San Antonio', 29.583, -98.6199),
    ],
  },
  {
    name: 'Harbour',
    letter: 'H',
    count: 14,
    connection: 1,
    depot: place('Harbour terminal', 'Corpus Christi', 27.8127, -97.4014),
    places: [
      place('Pier 4 bonded store', 'Corpus Christi', 27.8091, -97.3946),
      place('Portland Builders', 'Portland', 27.8772, -97.3239),
      place('Ingleside Works gate 2', 'Ingleside', 27.8714, -97.2089),
      place('Rockport Fish Market', 'Rockport', 28.0206, -97.0544),
      place('Aransas Ferry Office', 'Aransas Pass', 27.9095, -97.15),
      place('Calallen Depot Shop', 'Corpus Christi', 27.8625, -97.6261),
      place('Robstown Gin', 'Robstown', 27.7903, -97.6689),
      place('Kingsville Feed', 'Kingsville', 27.5159, -97.8561),
      place('Flour Bluff Marine', 'Corpus Christi', 27.6641, -97.2884),
      place('Sinton Hospital', 'Sinton', 28.0367, -97.5092),
    ],
  },
  {
    name: 'East',
    letter: 'E',
    count: 7,
    connection: 0,
    depot: place('Norte depot', 'San Antonio', 29.5182, -98.4051),
    places: [
      place('Seguin Dairy', 'Seguin', 29.5688, -97.9647),
      place('Luling Oil Tools', 'Luling', 29.6805, -97.6475),
      place('Gonzales Poultry', 'Gonzales', 29.5016, -97.4525),
      place('Converse School Kitchen', 'Converse', 29.518, -98.3161),
      place('San Marcos Outlets', 'San Marcos', 29.8266, -97.9836),
      place('Lockhart Smokehouse', 'Lockhart', 29.8849, -97.67),
    ],
  },
  {
    name: 'South',
    letter: 'S',
    count: 4,
    connection: 2,
    depot: place('Sur cold hub', 'San Antonio', 29.3456, -98.5514),
    places: [
      place('Pleasanton Foods', 'Pleasanton', 28.9672, -98.4786),
      place('Pearsall Packing', 'Pearsall', 28.8922, -99.0953),
      place('Von Ormy Fuel Stop', 'Von Ormy', 29.2891, -98.6436),
      place('Jourdanton Clinic', 'Jourdanton', 28.918, -98.5464),
    ],
  },
]

/** Examples of instructions for drivers. */
export const TRAINING_INSTRUCTIONS: readonly (string | null)[] = [
  'Gate code 4471. Reefer at 3 °C, door 12 first.',
  null,
  'Call the customer 30 min before arrival.',
  'Back in on the left; the ramp on the right is closed.',
  null,
  'Two pallets stay on board for tomorrow.',
  'Hazmat papers are in the red folder.',
  null,
  'Collect empty crates on the way back.',
]
