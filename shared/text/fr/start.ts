import type { Messages } from '../messages.ts'

/** Messages of the first screen in French. */
export const start: Messages['start'] = {
  title: 'Depot Planner',
  lead: 'Planifiez avec ou sans réseau. Aucune modification enregistrée n’est perdue, aucune n’est envoyée deux fois à l’aveugle, et tout doublon est trouvé et affiché.',
  fleet: 'Votre flotte',
  fleetText:
    'Ouvre la page d’identification de Catena dans votre navigateur ; vos plans et vos conducteurs sont gardés sur cet ordinateur.',
  continueAs: 'Continuer comme {name}',
  signIn: 'S’identifier sur Catena',
  signInFailed: 'L’identification n’a pas fonctionné.',
  signInStatus: 'Identification',
  waiting: 'En attente de votre navigateur…',
  openPage: 'Ouvrir la page d’identification',
  cancelSignIn: 'Abandonner l’identification',
  learn: 'S’entraîner d’abord',
  learnText:
    'Une flotte fictive avec une journée planifiée, sur cet ordinateur seulement : sans compte, sans réseau, sans risque.',
  training: 'Mode entraînement',
  clock: '{clock}. Réglez-la et identifiez-vous de nouveau en cas d’échec.',
  noSender: 'En attente du service d’envoi de cet ordinateur…',
  pairQuestion: 'Votre organisation vous a donné un ID client et un secret ?',
  clientId: 'ID client',
  clientSecret: 'Secret client',
  clientSecretHint: 'Gardé dans le trousseau de cet ordinateur, jamais dans un fichier.',
  showSecret: 'Afficher ou masquer le secret client',
  signInWithPair: 'S’identifier avec ces données',
}
