import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../../../../shared/model/plan/workflow.ts'
import { fields as german } from '../../../../../shared/text/de/fields.ts'
import { fields as english } from '../../../../../shared/text/en/fields.ts'
import { fields as spanish } from '../../../../../shared/text/es/fields.ts'
import { fields as french } from '../../../../../shared/text/fr/fields.ts'
import { normalHeading } from '../file-language.ts'

/** The codes of words as people write them, by {@link normalHeading}. */
type Words = ReadonlyMap<string, string>

/** The labels of the screens in all languages, and further words. A word of two codes means neither. */
function wordsOf(codes: readonly string[], group: 'status' | 'stopType' | 'activity', others: string): Words {
  const found = new Map<string, string | null>()
  const add = (word: string, code: string): void => {
    const name = normalHeading(word)
    const known = found.get(name)
    found.set(name, known === undefined || known === code ? code : null)
  }
  for (const catalog of [english, german, spanish, french]) {
    const labels: Readonly<Record<string, string>> = catalog[group]
    for (const code of codes) add(labels[code] ?? code, code)
  }
  for (const [word, code] of pairs(others)) if (!found.has(normalHeading(word))) add(word, code)
  return new Map([...found].flatMap(([word, code]) => (code === null ? [] : [[word, code] as const])))
}

/** `CODE: word, word; CODE: word` as pairs of a word and its code. */
function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(';').flatMap((group) => {
    const [code = '', words = ''] = group.split(':')
    return words.split(',').map((word) => [word.trim(), code.trim()] as const)
  })
}

export const STATUS_WORDS = wordsOf(
  WORKFLOW_STATUSES,
  'status',
  `PLANNED: scheduled, new, draft, assigned, dispatched, open, ready, confirmed, geplant, offen, neu, disponiert, planificado,
programado, nuevo, asignado, planifié, prévu, nouveau, affecté;
ACTIVE: in progress, started, en route, running, under way, underway, in arbeit, laufend, unterwegs, en curso, en ruta,
iniciado, en cours, démarré;
COMPLETED: complete, done, finished, closed, delivered, erledigt, fertig, beendet, terminado, finalizado, hecho, entregado,
terminé, fini, livré, achevé;
CANCELLED: canceled, void, aborted, deleted, storniert, abgesagt, abgebrochen, anulado, cancelada, annulé, supprimé`,
)

export const STOP_TYPE_WORDS = wordsOf(
  STOP_TYPES,
  'stopType',
  `PICKUP: pick up, pick-up, load, collection, collect, shipper, origin, abholung, ladestelle, beladung, recogida, carga, enlèvement,
chargement, ramasse;
DELIVERY: drop, drop off, drop-off, dropoff, deliver, unload, consignee, receiver, lieferung, zustellung, anlieferung, entladung,
ablieferung, entrega, descarga, livraison, déchargement;
YARD: depot, terminal, hub, start, base, hof, betriebshof, dépôt, depósito, patio;
FUEL: fuel stop, fueling, refuel, tanken, tankstelle, repostaje, carburant;
REST: break, rest stop, pause, descanso, repos`,
)

export const ACTIVITY_WORDS = wordsOf(
  STOP_ACTIVITIES,
  'activity',
  'LOADING: load; UNLOADING: unload, drop off',
)

export const UNIT_WORDS: Words = new Map(
  pairs(
    `km: kilometer, kilometers, kilometre, kilometres, kms, kilómetro, kilómetros, kilomètre, kilomètres;
mi: mile, miles, meile, meilen, milla, millas, mille, milles;
m: meter, meters, metre, metres, metro, metros, mètre, mètres;
ft: foot, feet, fuss, pie, pies, pied, pieds; nmi: nautical mile, nautical miles, nm, seemeile, seemeilen`,
  ).map(([word, code]) => [normalHeading(word), code] as const),
)

/** The unit of a distance that a text ends with or holds in brackets: `12 km`, `Distance (mi)`; `null` without one. */
export function unitOfText(text: string): string | null {
  const word =
    /[([]\s*(\p{L}+)\.?\s*[)\]]\s*$/u.exec(text)?.[1] ?? /\d\s*(\p{L}+)\.?\s*$/u.exec(text)?.[1] ?? text
  const name = normalHeading(word)
  return DISTANCE_UNITS.find((each) => each === name) ?? UNIT_WORDS.get(name) ?? null
}
