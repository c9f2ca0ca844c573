import { createSeededRandom, type SeededRandom } from './seeded-random.ts'

/** A connection as Catena lists it, with masked credentials, which the desk has to drop. */
export interface FleetConnection {
  readonly id: string
  readonly fleet_id: string
  readonly fleet_ref: string
  readonly tsp_id: string
  readonly source_name: string
  readonly status: string
  readonly description: string
  readonly credentials: Readonly<Record<string, string>>
  readonly created_at: string
  readonly updated_at: string
}

/** A user as Catena lists it; a driver when `is_driver`. */
export interface FleetUser {
  readonly id: string
  readonly connection_id: string
  readonly source_id: string
  readonly username: string
  readonly first_name: string
  readonly last_name: string
  readonly is_driver: boolean
  readonly is_active: boolean
  readonly status: string
  readonly employee_number: string
  readonly phone_number: string
  readonly updated_at: string
  readonly deleted_at: null
}

/** A vehicle as Catena lists it. */
export interface FleetVehicle {
  readonly id: string
  readonly connection_id: string
  readonly source_id: string
  readonly vehicle_name: string
  readonly vin: string
  readonly license_plate_number: string
  readonly license_plate_region: string
  readonly is_active: boolean
  readonly status: string
  readonly external_id: string
  readonly updated_at: string
  readonly deleted_at: null
}

/** The reference data of the sandbox. */
export interface Fleet {
  readonly connections: readonly FleetConnection[]
  readonly users: readonly FleetUser[]
  readonly vehicles: readonly FleetVehicle[]
  /** Connections whose TSP takes no updates: a PATCH answers 501. */
  readonly withoutUpdates: readonly string[]
}

const SET_UP = '2026-03-02T08:00:00Z'

/** Connection ids do not depend on the seed, so that the address of a workflow stays valid after a restart. */
const FLEETS = [
  {
    id: '1a6f3c52-7d04-4e0b-9c55-0f6a1be2d101',
    ref: 'NORTE',
    description: 'Norte Freight · Samsara',
    source: 'samsara',
    status: 'active',
    takesUpdates: true,
    drivers: 28,
    vehicles: 27,
    prefix: 'T',
  },
  {
    id: '2b7e4d63-8e15-4f1c-8d66-1a7b2cf3e202',
    ref: 'HARBOUR',
    description: 'Harbour Lines · Geotab',
    source: 'geotab',
    status: 'active',
    takesUpdates: true,
    drivers: 20,
    vehicles: 17,
    prefix: 'H',
  },
  {
    id: '3c8f5e74-9f26-4a2d-9e77-2b8c3da4f303',
    ref: 'SURCOLD',
    description: 'Sur Cold Chain · Motive',
    source: 'motive',
    status: 'active',
    takesUpdates: false,
    drivers: 12,
    vehicles: 10,
    prefix: 'C',
  },
  {
    id: '4d9a6f85-a037-4b3e-af88-3c9d4eb5a404',
    ref: 'OLDMILL',
    description: 'Old Mill Haulage · Trackline',
    source: 'trackline',
    status: 'stale',
    takesUpdates: true,
    drivers: 6,
    vehicles: 5,
    prefix: 'M',
    /** An old TSP with numbers as driver ids. Spreadsheets drop their leading zeros. */
    driverIdDigits: 6,
  },
] as const

const FIRST_NAMES = [
  ...['Ana', 'James', 'Sade', 'Petra', 'Rosa', 'Kemi', 'Marco', 'Lena', 'Claude', 'Daiki', 'Eva', 'Farah'],
  ...[
    'Tomás',
    'Grace',
    'Hugo',
    'Ines',
    'Jonas',
    'Karim',
    'Lucía',
    'Mateo',
    'Nadia',
    'Omar',
    'Pilar',
    'Quinn',
  ],
  ...['Ruth', 'Samuel', 'Teresa', 'Ulises', 'Vera', 'Wade'],
] as const
const LAST_NAMES = [
  ...['Moreno', 'Whitefeather', 'Okafor', 'Lindqvist', 'Castellanos', 'Adeyemi', 'Duarte', 'Petrov'],
  ...['Baptiste', 'Yamamoto', 'Novak', 'Haile', 'Reyes', 'Kowalski', 'Garza', 'Brandt', 'Tran', 'Villarreal'],
  ...['Sørensen', 'Malik', 'Fuentes', 'Nguyen', 'O’Brien', 'Delgado', 'Haddad', 'Mercer', 'Quiroga', 'Stone'],
] as const

/** About 60 drivers and 50 vehicles in four fleets. One connection is stale; some drivers and vehicles are inactive. */
export function createFleet(seed: number): Fleet {
  const random = createSeededRandom(seed)
  return {
    connections: FLEETS.map((fleet) => ({
      id: fleet.id,
      fleet_id: random.uuid(),
      fleet_ref: fleet.ref,
      tsp_id: random.uuid(),
      source_name: fleet.source,
      status: fleet.status,
      description: fleet.description,
      credentials: { api_key: '****************' },
      created_at: SET_UP,
      updated_at: SET_UP,
    })),
    users: FLEETS.flatMap((fleet, index) => createUsers(fleet, index, random)),
    vehicles: FLEETS.flatMap((fleet) => createVehicles(fleet, random)),
    withoutUpdates: FLEETS.filter((fleet) => !fleet.takesUpdates).map((fleet) => fleet.id),
  }
}

type FleetPlan = (typeof FLEETS)[number]

function createUsers(fleet: FleetPlan, fleetIndex: number, random: SeededRandom): FleetUser[] {
  const drivers = Array.from({ length: fleet.drivers }, (_, index) => {
    // The steps have no common factor with the lengths of the lists, so that no pair repeats before all are used.
    const place = fleetIndex * 25 + index
    const first = FIRST_NAMES[place % FIRST_NAMES.length] ?? 'Alex'
    const last = LAST_NAMES[(place * 3 + fleetIndex) % LAST_NAMES.length] ?? 'Doe'
    const isActive = index % 11 !== 10
    return createUser(fleet, random, {
      number: 100 + index,
      first,
      last,
      isDriver: true,
      isActive,
    })
  })
  const office = createUser(fleet, random, {
    number: 900,
    first: 'Office',
    last: fleet.ref,
    isDriver: false,
    isActive: true,
  })
  return [...drivers, office]
}

function createUser(
  fleet: FleetPlan,
  random: SeededRandom,
  person: { number: number; first: string; last: string; isDriver: boolean; isActive: boolean },
): FleetUser {
  const plain = `${person.first}.${person.last}`.normalize('NFD').replace(/[^A-Za-z.]/g, '')
  return {
    id: random.uuid(),
    connection_id: fleet.id,
    source_id:
      'driverIdDigits' in fleet
        ? String(person.number).padStart(fleet.driverIdDigits, '0')
        : `${fleet.source}-d${person.number}`,
    username: plain.toLowerCase(),
    first_name: person.first,
    last_name: person.last,
    is_driver: person.isDriver,
    is_active: person.isActive,
    status: person.isActive ? 'active' : 'inactive',
    employee_number: `${fleet.prefix}${1000 + person.number}`,
    phone_number: `+1 210 555 0${random.integer(100, 199)}`,
    updated_at: SET_UP,
    deleted_at: null,
  }
}

function createVehicles(fleet: FleetPlan, random: SeededRandom): FleetVehicle[] {
  let number = 11
  return Array.from({ length: fleet.vehicles }, (_, index) => {
    number += random.integer(3, 14)
    const isActive = index % 13 !== 12
    const name = `${fleet.prefix}-${String(number).padStart(3, '0')}`
    return {
      id: random.uuid(),
      connection_id: fleet.id,
      source_id: `${fleet.source}-v${number}`,
      vehicle_name: name,
      vin: createVin(random),
      license_plate_number: createPlate(random),
      license_plate_region: 'TX',
      is_active: isActive,
      status: isActive ? 'active' : 'inactive',
      external_id: name,
      updated_at: SET_UP,
      deleted_at: null,
    }
  })
}

/** 17 characters without I, O and Q, as in a VIN; the check digit is not valid. */
function createVin(random: SeededRandom): string {
  const letters = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789']
  return `1FU${Array.from({ length: 14 }, () => random.pick(letters)).join('')}`
}

function createPlate(random: SeededRandom): string {
  const letters = [...'BCDFGHJKLMNPRSTVWXYZ']
  return `${random.pick(letters)}${random.pick(letters)}${random.pick(letters)}-${random.integer(1000, 9999)}`
}
