import { describe, expect, it } from 'vitest'
import {
  driverOf,
  EMPTY_DESK,
  type ImportWishes,
  importFile,
  vehicleOf,
} from '../../../../doubles/import-desk.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const DESK = {
  ...EMPTY_DESK,
  drivers: [
    driverOf('D-7', 'Ana Moreno'),
    driverOf('D-8', 'John Smith', '4712'),
    driverOf('D-9', 'Peter Smith'),
    driverOf('0042', 'Lena Vogt'),
  ],
  vehicles: [vehicleOf('T-1', 'Truck 1', 'TX 123'), vehicleOf('4711', 'Truck 2')],
}

/** A file as text, the questions that it raises, and what comes in with the best answers. */
type TextCase = readonly [
  name: string,
  csv: string,
  asked: readonly RegExp[],
  plans: readonly string[],
  wishes?: ImportWishes,
]

const STRUCTURE: readonly TextCase[] = [
  [
    'titles and blank rows above the headings',
    'Dispatch plan;;;\nTuesday 24 November 2026;;;\n;;;\nReferenz;Fahrer;Beginn;Ortsname\nT-1;Ann;24.11.2026 06:00;A\n',
    [],
    ['T-1 driver=Ann 11-24 06:00 [A]'],
  ],
  [
    'headings again on every page',
    'Reference,Start,Location name\nA-1,2026-11-24 06:00,A\nReference,Start,Location name\nA-2,2026-11-24 07:00,B\n',
    [],
    ['A-1 11-24 06:00 [A]', 'A-2 11-24 07:00 [B]'],
  ],
  [
    'blank cells under a filled one',
    'Reference,Driver,Start,Location name\nR-1,Ann,2026-11-24 06:00,Depot\n,,,Shop 1\n,,,Shop 2\nR-2,Bob,2026-11-24 07:00,Depot\n,,,Shop 3\n',
    [/Rows without Reference stand under a row that has it/],
    ['R-1 driver=Ann 11-24 06:00 [Depot > Shop 1 > Shop 2]', 'R-2 driver=Bob 11-24 07:00 [Depot > Shop 3]'],
  ],
  [
    'blank cells under a driver, without any reference',
    'Driver,Start,Location name\nAnn,2026-11-24 06:00,Depot\n,,Shop 1\nBob,2026-11-24 07:00,Depot\n',
    [/Rows with a stop alone/],
    ['driver=Ann 11-24 06:00 [Depot > Shop 1]', 'driver=Bob 11-24 07:00 [Depot]'],
  ],
  [
    'marks that repeat the cell above',
    'Reference,Driver,Start,Location name\nR-1,Ann,2026-11-24 06:00,Depot\nR-2,″,2026-11-24 07:00,Shop\n',
    [/“″”: does it repeat the cell above/],
    ['R-1 driver=Ann 11-24 06:00 [Depot]', 'R-2 driver=Ann 11-24 07:00 [Shop]'],
  ],
  [
    'start and end dates in columns of their own',
    'Reference,Start date,Start time,End date,End time\nA-1,2026-11-24,22:00,2026-11-25,06:00\n',
    [],
    ['A-1 11-24 22:00–11-25 06:00'],
  ],
  [
    'a German date column and stops with times',
    'Tour;Datum;Ort;Ankunft\nT-1;25.11.2026;Depot;06:00\nT-1;25.11.2026;Laden;06:40\n',
    [],
    ['T-1 [Depot @11-25 06:00 > Laden @11-25 06:40]'],
  ],
  [
    'a night run with the date of each stop',
    'Route,Date,Stop Name,Arrival\nN-1,2026-11-24,Depot,22:00\nN-1,2026-11-24,A,23:30\nN-1,2026-11-25,B,01:15\n',
    [],
    ['N-1 [Depot @11-24 22:00 > A @11-24 23:30 > B @11-25 01:15]'],
  ],
  [
    'sums in German, and a note under the table',
    'Referenz;Beginn;Ortsname;Gesamtstrecke\nA-1;24.11.2026 06:00;Depot;12\nSumme:;;;12\nGedruckt am 24.11.2026 von Jo;;;\n',
    [/looks like a row of totals/, /stands alone in its row/],
    ['A-1 11-24 06:00 12km [Depot]'],
  ],
  [
    'titles that say the day of the rows below',
    'Reference,Start,Location name\nTuesday 24 November 2026,,\nA-1,06:00,A\n"Wednesday, 25 November 2026",,\nA-2,07:00,B\n',
    [/is it the day of the rows below/],
    ['A-1 11-24 06:00 [A]', 'A-2 11-25 07:00 [B]'],
  ],
  [
    'a title with the day of times without a date',
    'Plan for 26.11.2026,,\nReference,Start,Location name\nA-1,06:00,A\n',
    [/the title or the name says 2026-11-26/],
    ['A-1 11-26 06:00 [A]'],
  ],
  [
    'a workflow with nothing but a name',
    'Reference,Driver,Start,Location name\nA-1,Ann,2026-11-24 06:00,Depot\nA-2,,,\n',
    [/nothing but a name/],
    ['A-1 driver=Ann 11-24 06:00 [Depot]'],
  ],
  [
    'a quotation mark that swallows lines',
    'Reference,Start,Location name,Instructions\nA-1,2026-11-24 05:55,Depot,"Big gate\nA-2,2026-11-24 06:00,Depot,call\nA-3,2026-11-24 06:10,Depot,12"\n',
    [/whole rows stand inside the cell/],
    ['A-1 11-24 05:55 [Depot]', 'A-2 11-24 06:00 [Depot]', 'A-3 11-24 06:10 [Depot]'],
  ],
  [
    'quotation marks after a blank',
    'Reference, Start, Coordinates\nA-1, 2026-11-24 05:55, "41.88, -87.63"\n',
    [],
    ['A-1 11-24 05:55 [41.88/-87.63]'],
  ],
  [
    'more cells than headings that nothing joins',
    'Reference,Start,Location name\nA-1,2026-11-24 05:55,Depot, north gate\nA-2,2026-11-24 06:00,Shop\n',
    [/More cells than headings: “ ?north gate/],
    ['A-2 11-24 06:00 [Shop]'],
  ],
]

const TIMES: readonly TextCase[] = [
  ['a year in a column of times', 'Reference,Start\nA-1,2026\nA-2,06:00\n', [], ['A-2 11-24 06:00']],
  [
    'dates alone beside times of stops',
    'Reference,Start,Location name,Arrival\nA-1,2026-11-25,Depot,06:00\nA-1,,Shop,07:00\n',
    [/date without a time/],
    ['A-1 [Depot @11-25 06:00 > Shop @11-25 07:00]'],
  ],
  [
    'hours past 24 as text',
    'Reference,Start,End\nN-1,22:30,25:30\n',
    [/past 24 hours/],
    ['N-1 11-24 22:30–11-25 01:30'],
  ],
  [
    'hours past 24 with minutes that no clock shows',
    'Reference,Start\nN-1,27:99\nN-2,06:00\n',
    [],
    ['N-2 11-24 06:00'],
  ],
  [
    '24:00 without a date',
    'Reference,Start,End\nN-1,22:30,24:00\n',
    [/midnight at the end/],
    ['N-1 11-24 22:30–11-25 00:00'],
  ],
  [
    'serials of days',
    'Reference,Start,End\nA-1,46350.25,46350.5\n',
    [/serial number/, /serial number/],
    ['A-1 11-24 06:00–11-24 12:00'],
  ],
  ['serials counted from 1904', 'Reference,Start\nA-1,44888.25\n', [/serial number/], ['A-1 11-24 06:00']],
  [
    'parts of a day',
    'Reference,Start,End\nA-1,0.25,1.0625\n',
    [/serial/, /serial/],
    ['A-1 11-24 06:00–11-25 01:30'],
  ],
  ['parts of a day with a comma', 'Referenz;Beginn\nA-1;0,25\n', [/serial/], ['A-1 11-24 06:00']],
  ['seconds since 1970', 'Reference,Start\nA-1,1795521600\n', [/count of seconds/], ['A-1 11-24 06:00']],
  [
    'milliseconds since 1970',
    'Reference,Start\nA-1,1795521600000\n',
    [/count of seconds/],
    ['A-1 11-24 06:00'],
  ],
  [
    'compact dates',
    'Reference,Start\nA-1,20261124T0600\nA-2,202611240700\n',
    [],
    ['A-1 11-24 06:00', 'A-2 11-24 07:00'],
  ],
  [
    'dates with slashes that nothing decides, one question for both columns',
    'Reference,Start,End\nA-1,03/04/2026 05:00,03/04/2026 07:00\nA-2,05/06/2026 05:00,05/06/2026 07:00\n',
    [/read in two ways/],
    ['A-1 03-04 05:00–03-04 07:00', 'A-2 05-06 05:00–05-06 07:00'],
  ],
  [
    'dates with the day first that one row decides',
    'Reference,Start\nA-1,03/04/2026 05:00\nA-2,24/11/2026 05:00\n',
    [],
    ['A-1 04-03 05:00', 'A-2 11-24 05:00'],
  ],
  [
    'dates with dashes and two digits of the year',
    'Reference,Start\nA-1,24-11-26 05:00\nA-2,25-11-26 05:00\n',
    [/year with four digits/],
    ['A-1 11-24 05:00', 'A-2 11-25 05:00'],
  ],
  ['US dates with am and pm', 'Reference,Start\nA-1,11/24/2026 5:00:00 PM\n', [], ['A-1 11-24 17:00']],
  [
    'German weekdays',
    'Referenz;Beginn\nA-1;Di 24.11.2026 06:00\nA-2;Mi., 25.11.2026 06:00 Uhr\n',
    [],
    ['A-1 11-24 06:00', 'A-2 11-25 06:00'],
  ],
  [
    'French hours',
    'Référence;Début\nA-1;24/11/2026 06h30\nA-2;25/11/2026 6 h\n',
    [],
    ['A-1 11-24 06:30', 'A-2 11-25 06:00'],
  ],
  ['Spanish halves of a day', 'Referencia;Inicio\nA-1;24/11/2026 6:30 p. m.\n', [], ['A-1 11-24 18:30']],
  [
    'times with a dot',
    'Referenz;Beginn\nA-1;05.55\nA-2;06.10\n',
    [/which time is it/],
    ['A-1 11-24 05:55', 'A-2 11-24 06:10'],
  ],
  ['bare hours', 'Reference,Start\nA-1,6\nA-2,14\n', [/full hour/], ['A-1 11-24 06:00', 'A-2 11-24 14:00']],
  [
    'fractions of a second',
    'Reference,Start\nA-1,2026-11-24 05:55:00.1234567\nA-2,05:55:00.000\n',
    [],
    ['A-1 11-24 05:55', 'A-2 11-24 05:55'],
  ],
  [
    'a zone in the text',
    'Reference,Start\nA-1,2026-11-24 06:00 EST\nA-2,2026-11-24 12:00 UTC\n',
    [],
    ['A-1 11-24 05:00', 'A-2 11-24 06:00'],
  ],
  ['a zone in the heading', 'Reference,Start (UTC)\nA-1,2026-11-24 12:00\n', [], ['A-1 11-24 06:00']],
  [
    'a night run with a start and an end',
    'Reference,Start,End,Location name,Arrival\nN-1,22:00,05:00,Depot,22:00\nN-1,22:00,05:00,A,01:00\n',
    [/overnight/],
    ['N-1 11-24 22:00–11-25 05:00 [Depot @11-24 22:00 > A @11-25 01:00]'],
  ],
  [
    'a run over two midnights',
    'Reference,Location name,Arrival\nN-1,A,22:00\nN-1,B,01:00\nN-1,C,21:00\nN-1,D,02:00\n',
    [/overnight/],
    ['N-1 [A @11-24 22:00 > B @11-25 01:00 > C @11-25 21:00 > D @11-26 02:00]'],
  ],
]

const KEYS: readonly TextCase[] = [
  [
    'a trip that repeats by the times of its stops',
    'Trip,Stop,Arrival\nTRIP-7,Depot,2026-11-24 05:55\nTRIP-7,Shop,2026-11-24 06:30\nTRIP-7,Depot,2026-11-25 05:55\nTRIP-7,Shop,2026-11-25 06:30\n',
    [/“TRIP-7” stands on several days/],
    ['TRIP-7 [Depot @11-24 05:55 > Shop @11-24 06:30]', 'TRIP-7 [Depot @11-25 05:55 > Shop @11-25 06:30]'],
  ],
  [
    'a trip that repeats by a column of days',
    'Trip,Date,Stop,Arrival\nTRIP-7,2026-11-24,Depot,05:55\nTRIP-7,2026-11-25,Depot,05:55\n',
    [],
    ['TRIP-7 [Depot @11-24 05:55]', 'TRIP-7 [Depot @11-25 05:55]'],
  ],
  [
    'stops out of order with a sequence',
    'Route,Stop #,Stop name\nN,2,Shop\nN,10,Last\nN,1,Depot\n',
    [],
    ['N [Depot > Shop > Last]'],
  ],
  [
    'rows without a reference, by driver and sequence',
    'Driver,Sequence,Stop name\nAnn,1,Depot\nAnn,2,Shop\nBob,1,Depot\nBob,2,Mill\n',
    [],
    ['driver=Ann [Depot > Shop]', 'driver=Bob [Depot > Mill]'],
  ],
  [
    'an order of deliveries stays a reference',
    'Order,Customer,Start\nO-17,Shop A,2026-11-24 06:00\nO-18,Shop B,2026-11-24 07:00\n',
    [],
    ['O-17 11-24 06:00 [Shop A]', 'O-18 11-24 07:00 [Shop B]'],
  ],
  [
    'a run over midnight under one reference',
    'Trip,Stop,Arrival\nT-1,A,2026-11-24 22:00\nT-1,B,2026-11-25 01:00\n',
    [],
    ['T-1 [A @11-24 22:00 > B @11-25 01:00]'],
  ],
  [
    'blanks and no-break spaces around references',
    'Reference,Location name\nA-1,Depot\n A-1\u00a0,Shop\n\ufeffA-1,Mill\n',
    [],
    ['A-1 [Depot > Shop > Mill]'],
  ],
]

const IDS: readonly TextCase[] = [
  [
    'ids that a spreadsheet has wrapped',
    'Reference,Driver,Vehicle\n="A-1","=""0042""",\'T-1\n',
    [],
    ['A-1 driver=0042 vehicle=T-1'],
    { context: DESK },
  ],
  [
    'ids with decimals',
    'Reference,Vehicle,Start\n100.0,4711.0,06:00\n101.0,4711.0,07:00\n',
    [/have decimals/],
    ['100 vehicle=4711 11-24 06:00', '101 vehicle=4711 11-24 07:00'],
    { context: DESK },
  ],
  [
    'soft hyphens and joiners',
    'Reference,Driver\nA\u00ad-1,D-7\u200d\n',
    [],
    ['A-1 driver=D-7'],
    { context: DESK },
  ],
  [
    'hyphens that do not break',
    'Reference,Driver\nA\u20111,D\u20117\n',
    [],
    ['A-1 driver=D-7'],
    { context: DESK },
  ],
  [
    'nobody in German, Spanish and French',
    'Referenz;Fahrer;Beginn\nA-1;nicht zugewiesen;06:00\nA-2;offen;06:00\nA-3;n. n.;06:00\nA-4;---;06:00\nA-5;sin asignar;06:00\nA-6;non attribué;06:00\n',
    [/nobody/, /nobody/, /nobody/, /nobody/, /nobody/, /nobody/],
    [
      'A-1 11-24 06:00',
      'A-2 11-24 06:00',
      'A-3 11-24 06:00',
      'A-4 11-24 06:00',
      'A-5 11-24 06:00',
      'A-6 11-24 06:00',
    ],
    { context: DESK },
  ],
  [
    'one question for a word in many rows',
    `Reference,Driver,Start\n${Array.from({ length: 9 }, (_, i) => `A-${i},TBD,06:00`).join('\n')}`,
    [/“TBD”/],
    Array.from({ length: 9 }, (_, i) => `A-${i} 11-24 06:00`),
  ],
  [
    'nothing for a time and a place',
    'Reference,Start,Location name\nA-1,TBD,Depot\nA-2,06:00,null\n',
    [/“TBD” in Start/, /“null” in Location name/],
    ['A-1 [Depot]', 'A-2 11-24 06:00'],
  ],
  [
    'surnames first, once for the column',
    'Reference,Driver\nA-1,"Moreno, Ana"\nA-2,"Smith, John"\nA-3,"Vogt, Lena"\n',
    [/surname first/],
    ['A-1 driver=D-7', 'A-2 driver=D-8', 'A-3 driver=0042'],
    { context: DESK },
  ],
  [
    'a surname alone',
    'Reference,Driver\nA-1,Moreno\nA-2,moreno\n',
    [/Which driver is “Moreno”/],
    ['A-1 driver=D-7', 'A-2 driver=D-7'],
    { context: DESK },
  ],
  [
    'a surname of two drivers',
    'Reference,Driver\nA-1,Smith\n',
    [/Which driver is “Smith”/],
    ['A-1 driver=D-8'],
    { context: DESK },
  ],
  [
    'an initial',
    'Reference,Driver\nA-1,P. Smith\n',
    [/Which driver is “P. Smith”/],
    ['A-1 driver=D-9'],
    { context: DESK },
  ],
  [
    'a name with its id',
    'Reference,Driver\nA-1,Ana Moreno (D-7)\n',
    [/Which driver/],
    ['A-1 driver=D-7'],
    { context: DESK },
  ],
  [
    'a number of an employee',
    'Reference,Driver\nA-1,4712\n',
    [/Which driver/],
    ['A-1 driver=D-8'],
    { context: DESK },
  ],
  [
    'a name with a slip of the pen',
    'Reference,Driver\nA-1,Ana Morena\n',
    [/Which driver/],
    ['A-1 driver=D-7'],
    { context: DESK },
  ],
  ['a plate', 'Reference,Vehicle\nA-1,TX-123\n', [/Which vehicle/], ['A-1 vehicle=T-1'], { context: DESK }],
  ['ids in another case', 'Reference,Driver\nA-1,d-7\n', [], ['A-1 driver=D-7'], { context: DESK }],
  [
    'zeros lost, once for the column',
    'Reference,Driver\nA-1,42\n',
    [/leading zeros/],
    ['A-1 driver=0042'],
    { context: DESK },
  ],
]

const TOOLS: readonly TextCase[] = [
  [
    'stop times of a public timetable',
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_name,stop_lat,stop_lon\nT1,23:50:00,23:55:00,S1,1,Depot,41.88,-87.63\nT1,24:20:00,24:25:00,S2,2,Mill,41.9,-87.65\n',
    [/midnight at the end|past 24 hours/, /midnight at the end|past 24 hours/],
    ['T1 [Depot 41.88/-87.63 @11-24 23:50–11-24 23:55 > Mill 41.9/-87.65 @11-25 00:20–11-25 00:25]'],
  ],
  [
    'German route planner',
    'Tourname;Fahrername;Kennzeichen;Reihenfolge;Kundenname;Lieferadresse;Breitengrad;Längengrad;Ankunftszeit\nNord;Ana Moreno;TX 123;1;Depot;Weg 1;52,5;13,4;24.11.2026 06:00\n',
    [/Which vehicle/],
    ['Nord driver=D-7 vehicle=T-1 [Depot 52.5/13.4 @11-24 06:00]'],
    { context: DESK },
  ],
  [
    'Spanish route planner',
    'Nombre de ruta;Conductor asignado;Orden de parada;Nombre de la parada;Dirección;Hora de llegada\nNorte;Ana Moreno;1;Depósito;Calle 1;24/11/2026 06:00\n',
    [],
    ['Norte driver=D-7 [Depósito @11-24 06:00]'],
    { context: DESK },
  ],
  [
    'French route planner',
    'Nom de la tournée;Chauffeur assigné;Ordre de passage;Nom du client;Adresse complète;Heure d’arrivée\nNord;Ana Moreno;1;Dépôt;Rue 1;24/11/2026 06:00\n',
    [],
    ['Nord driver=D-7 [Dépôt @11-24 06:00]'],
    { context: DESK },
  ],
  [
    'an address where there is no name',
    'Route,Address,Sequence\nN,"1 Main St, Chicago",1\n',
    [],
    ['N [1 Main St, Chicago]'],
  ],
  [
    'positions without a known heading',
    'Route,Sequence,Where\nN,1,"41.88, -87.63"\nN,2,"41.90, -87.65"\n',
    [],
    ['N [41.88/-87.63 > 41.9/-87.65]'],
  ],
  [
    'positions as a map writes them',
    'Route,Stop,GPS\nN,A,POINT(-87.63 41.88)\nN,B,"geo:41.9,-87.65"\nN,C,"41.9° N, 87.65° W"\n',
    [],
    ['N [A 41.88/-87.63 > B 41.9/-87.65 > C 41.9/-87.65]'],
  ],
  [
    'longitude first by the heading',
    'Route,Stop,"lng,lat"\nN,A,"-87.63, 41.88"\n',
    [],
    ['N [A 41.88/-87.63]'],
  ],
  [
    'longitude first by the numbers',
    'Route,Stop,Coordinates\nN,A,"-97.63, 41.88"\n',
    [/longitude come first/],
    ['N [A 41.88/-97.63]'],
  ],
  [
    'a zone for each row',
    'Reference,Start,Time zone\nA-1,2026-11-24 06:00,America/New_York\nA-2,2026-11-24 06:00,Mountain Time\nA-3,2026-11-24 06:00,UTC-6\n',
    [],
    ['A-1 11-24 05:00', 'A-2 11-24 07:00', 'A-3 11-24 06:00'],
  ],
  [
    'units in the cells and in the heading',
    'Reference,Start,Distance\nA-1,06:00,12 mi\n',
    [],
    ['A-1 11-24 06:00 12mi'],
  ],
  ['a unit in the heading', 'Reference,Start,Distance (mi)\nA-1,06:00,12\n', [], ['A-1 11-24 06:00 12mi']],
  [
    'zeros for no position, in one column',
    'Route,Stop,Coordinates\nN,A,"0, 0"\nN,B,"41.9, -87.6"\n',
    [/0\/0/],
    ['N [A > B 41.9/-87.6]'],
  ],
  [
    'decimal commas without quotes, twice',
    'Reference,Location name,Latitude,Longitude,Distance\nA-1,Depot,41,88,-87,63,12,5\nA-2,Shop,41.9,-87.6,7\n',
    [/decimal commas/],
    ['A-1 12.5km [Depot 41.88/-87.63]', 'A-2 7km [Shop 41.9/-87.6]'],
  ],
]

const GROUPS: Readonly<Record<string, readonly TextCase[]>> = { STRUCTURE, TIMES, KEYS, IDS, TOOLS }

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(`kinds of files: ${group.toLowerCase()}`, () => {
    for (const [name, csv, asked, plans, wishes] of cases) {
      it(name, async () => {
        const found = await importFile('plan.csv', utf8(csv), wishes)
        const said = found.asked.concat(found.problems).join('\n')
        expect({ asked: found.asked.length, plans: found.plans }, said).toEqual({
          asked: asked.length,
          plans,
        })
        for (const [index, pattern] of asked.entries()) expect(found.asked[index]).toMatch(pattern)
      })
    }
  })
}

describe('a question', () => {
  it('is read in the other way when that is the answer', async () => {
    const csv = 'Reference,Start\nA-1,03/04/2026 05:00\n'
    const found = await importFile('plan.csv', utf8(csv), { answers: { dateOrder: 'dmy' } })
    expect(found.plans).toEqual(['A-1 04-03 05:00'])
  })

  it('keeps what it asks about from being imported, and nothing else', async () => {
    const csv = 'Reference,Driver,Start\nA-1,TBD,06:00\nA-2,D-7,07:00\n'
    const found = await importFile('plan.csv', utf8(csv), { context: DESK })
    expect(found.silent).toEqual(['A-2 driver=D-7 11-24 07:00'])
  })
})

describe('a file of which no column is read', () => {
  it('gives nothing to import', async () => {
    const found = await importFile('plan.csv', utf8('Foo,Bar\n1,2\n3,4\n'))
    expect([found.plans, found.problems, found.mapping]).toEqual([[], [], [null, null]])
  })

  it('is read with the headings of the row that a person chooses', async () => {
    const csv = 'Plan,x\nRef. no.,Beginn\nA-1,2026-11-24 06:00\n'
    const found = await importFile('plan.csv', utf8(csv), { choice: { headerRow: 2 } })
    expect(found.plans).toEqual(['A-1 11-24 06:00'])
  })
})
