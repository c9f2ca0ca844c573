/** Messages of the first screen. */
export const start = {
  title: 'Depot Planner',
  lead: 'Plan with or without a network. No saved change is lost, none is sent twice blindly, and every duplicate is found and shown.',
  fleet: 'Your fleet',
  fleetText: 'Opens Catena’s sign-in in your browser; your plans and drivers are kept on this computer.',
  continueAs: 'Continue as {name}',
  signIn: 'Sign in to Catena',
  signInFailed: 'Signing in did not work.',
  // The waiting for the browser.
  signInStatus: 'Sign-in',
  waiting: 'Waiting for your browser…',
  openPage: 'Open the sign-in page',
  cancelSignIn: 'Cancel sign-in',
  learn: 'Learn first',
  learnText:
    'A made-up fleet with a planned day, on this computer only: no account, no network, nothing can go wrong.',
  training: 'Training mode',
  clock: '{clock}. Set it right and sign in again if that fails.',
  noSender: 'Waiting for the sender on this computer…',
  pairQuestion: 'Your organization gave you a client id and secret?',
  clientId: 'Client id',
  clientSecret: 'Client secret',
  clientSecretHint: 'Kept in this computer’s keychain, never in a file.',
  // Name of the button in the field of the secret, for screen readers.
  showSecret: 'Show or hide the client secret',
  signInWithPair: 'Sign in with this pair',
} as const
