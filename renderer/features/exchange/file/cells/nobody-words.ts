import { foldedText } from './clean-text.ts'

/** Words that stand for nobody, nothing or "not known yet", in English, German, Spanish and French. */
const WORDS = new Set(
  `unassigned|not assigned|none|null|nil|nan|undefined|nobody|no one|noone|no driver|no vehicle|tbd|tba|tbc|tbn|to be determined|
to be assigned|to be confirmed|n/a|n.a.|n. a.|n.a|not applicable|not available|unknown|unk|open|empty|blank|(blank)|(empty)|(none)|
(null)|#n/a|vacant|pending|spare|any|anyone|relief|<none>|<null>|[none]|[null]|\\n|
offen|niemand|keiner|keine|kein|kein fahrer|kein fahrzeug|ohne|ohne fahrer|ohne fahrzeug|nicht zugewiesen|nicht zugeteilt|
unbesetzt|nicht besetzt|unbekannt|leer|(leer)|frei|fehlt|k.a.|k. a.|k.a|k/a|ka|n.n.|n. n.|nn|entfällt|folgt|noch offen|
sin asignar|no asignado|no asignada|ninguno|ninguna|nadie|sin conductor|sin vehículo|sin vehiculo|pendiente|por definir|
por asignar|por confirmar|desconocido|desconocida|vacío|vacio|(en blanco)|en blanco|libre|s/n|s/a|n/d|nd|no aplica|
non attribué|non attribue|non attribuée|non assigné|non assigne|non affecté|non affecte|à définir|a definir|à confirmer|
à affecter|aucun|aucune|personne|sans conducteur|sans véhicule|sans chauffeur|inconnu|vide|(vide)|néant|neant|s/o|à déterminer|
na|no`
    .split('|')
    .map((each) => foldedText(each)),
)

/** Texts of marks alone, such as `-`, `—`, `?`, `...`, `***`, and a row of `x`. */
const ONLY_MARKS = /^[-–—−_.…?¿*~#/+]{1,12}$|^\(\s*-*\s*\)$|^x{2,6}$/i

/** True for a text that stands for nobody or nothing. In a file with the headings of an export only clear words count. */
export function isNobodyWord(text: string, isExact: boolean): boolean {
  if (isExact) return text.length > 2 && WORDS.has(foldedText(text)) && /[a-z]{3}/i.test(text)
  return WORDS.has(foldedText(text)) || ONLY_MARKS.test(text)
}

/** True for words of programs, which nobody types into a text by hand. */
export function isProgramNull(text: string): boolean {
  return /^(?:null|\(null\)|<null>|nan|undefined|none|n\/a|#n\/a|\\n|nil)$/i.test(text)
}
