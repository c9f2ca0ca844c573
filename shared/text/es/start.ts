import type { Messages } from '../messages.ts'

/** Messages of the first screen in Spanish. */
export const start: Messages['start'] = {
  title: 'Depot Planner',
  lead: 'Planifique con red o sin ella. No se pierde ningún cambio guardado, ninguno se envía dos veces a ciegas, y todo duplicado se encuentra y se muestra.',
  fleet: 'Su flota',
  fleetText:
    'Abre el inicio de sesión de Catena en el navegador; sus planes y conductores se guardan en este equipo.',
  continueAs: 'Continuar como {name}',
  signIn: 'Iniciar sesión en Catena',
  signInFailed: 'El inicio de sesión no ha funcionado.',
  signInStatus: 'Inicio de sesión',
  waiting: 'Esperando al navegador…',
  openPage: 'Abrir la página de inicio de sesión',
  cancelSignIn: 'Cancelar inicio de sesión',
  learn: 'Aprender primero',
  learnText:
    'Una flota inventada con un día planificado, solo en este equipo: sin cuenta, sin red, nada puede salir mal.',
  training: 'Modo de práctica',
  clock: '{clock}. Póngalo en hora y vuelva a iniciar sesión si eso falla.',
  noSender: 'Esperando al proceso de envío de este equipo…',
  pairQuestion: '¿Su organización le dio un ID y un secreto de cliente?',
  clientId: 'ID de cliente',
  clientSecret: 'Secreto de cliente',
  clientSecretHint: 'Se guarda en el llavero de este equipo, nunca en un archivo.',
  showSecret: 'Mostrar u ocultar el secreto de cliente',
  signInWithPair: 'Iniciar sesión con estos datos',
}
