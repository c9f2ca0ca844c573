import type { Messages } from '../messages.ts'

/** Messages of the first screen in German. */
export const start: Messages['start'] = {
  title: 'Depot Planner',
  lead: 'Planen mit oder ohne Netz. Keine gespeicherte Änderung geht verloren, keine wird blind doppelt gesendet, und jedes Duplikat wird gefunden und gezeigt.',
  fleet: 'Ihre Flotte',
  fleetText:
    'Öffnet die Anmeldung von Catena in Ihrem Browser; Ihre Pläne und Fahrer bleiben auf diesem Computer.',
  continueAs: 'Weiter als {name}',
  signIn: 'Bei Catena anmelden',
  signInFailed: 'Die Anmeldung hat nicht geklappt.',
  signInStatus: 'Anmeldung',
  waiting: 'Warten auf Ihren Browser…',
  openPage: 'Anmeldeseite öffnen',
  cancelSignIn: 'Anmeldung abbrechen',
  learn: 'Erst üben',
  learnText:
    'Eine erfundene Flotte mit einem geplanten Tag, nur auf diesem Computer: kein Konto, kein Netz, nichts kann schiefgehen.',
  training: 'Übungsmodus',
  clock: '{clock}. Stellen Sie sie richtig und melden Sie sich erneut an, falls die Anmeldung scheitert.',
  noSender: 'Warten auf den Sendedienst auf diesem Computer…',
  pairQuestion: 'Haben Sie von Ihrem Unternehmen eine Client-ID und ein Secret erhalten?',
  clientId: 'Client-ID',
  clientSecret: 'Client-Secret',
  clientSecretHint: 'Wird im Schlüsselbund dieses Computers aufbewahrt, nie in einer Datei.',
  showSecret: 'Client-Secret zeigen oder verbergen',
  signInWithPair: 'Mit diesen Angaben anmelden',
}
