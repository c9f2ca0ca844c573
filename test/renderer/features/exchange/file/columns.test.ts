import { describe, expect, it } from 'vitest'
import { COLUMN_KEYS, guessMapping } from '../../../../../renderer/features/exchange/file/columns.ts'
import {
  HEADINGS,
  languageOfHeader,
  normalHeading,
} from '../../../../../renderer/features/exchange/file/file-language.ts'
import { LANGUAGES } from '../../../../../shared/text/language.ts'
import { loadMessages } from '../../../../../shared/text/load-messages.ts'

describe('the headings of a file', () => {
  it.each(LANGUAGES)(
    'are recognised in %s for every column, with the language that they are in',
    (language) => {
      const header = COLUMN_KEYS.map((key) => HEADINGS[language][key])
      expect(guessMapping(header)).toEqual(COLUMN_KEYS)
      expect(guessMapping([...header].reverse())).toEqual([...COLUMN_KEYS].reverse())
      expect(languageOfHeader(header)).toBe(language)
    },
  )

  it('name the same column in every language that has them', () => {
    const known = new Map<string, string>()
    for (const headings of Object.values(HEADINGS)) {
      for (const [key, heading] of Object.entries(headings)) {
        const name = normalHeading(heading)
        expect(known.get(name) ?? key, heading).toBe(key)
        expect(heading).not.toMatch(/[,;"]/)
        known.set(name, key)
      }
    }
  })

  it.each(LANGUAGES)('are those of the catalog in %s when its catalog is there', async (language) => {
    const { column } = (await loadMessages(language)).exchange
    expect([HEADINGS[language], HEADINGS.en]).toContainEqual(column)
  })

  it.each([
    [['Auftrag', 'Fahrer', 'LKW', 'Start', 'Ort', 'Breite', 'Länge', 'Ankunft', 'Bemerkungen'], 'de'],
    [
      ['Pedido', 'Conductor', 'Camión', 'Inicio', 'Lugar', 'Latitud', 'Longitud', 'Llegada', 'Observaciones'],
      'es',
    ],
    [
      ['Commande', 'Conducteur', 'Camion', 'Début', 'Lieu', 'Latitude', 'Longitude', 'Arrivée', 'Remarques'],
      'fr',
    ],
  ] as const)('are also taken as people call them: %j, %s', (header, _language) => {
    expect(guessMapping(header)).toEqual([
      'reference',
      'driver',
      'vehicle',
      'start',
      'locationName',
      'latitude',
      'longitude',
      'scheduledArrival',
      'instructions',
    ])
  })

  it('take a unit beside distances as theirs, and for a vehicle elsewhere', () => {
    expect(guessMapping(['Strecke', 'Einheit'])).toEqual(['totalDistance', 'distanceUnit'])
    expect(guessMapping(['Distancia', 'Unidad'])).toEqual(['totalDistance', 'distanceUnit'])
    expect(guessMapping(['Referencia', 'Unidad'])).toEqual(['reference', 'vehicle'])
  })
})
