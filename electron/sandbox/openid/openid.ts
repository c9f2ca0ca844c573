import { generateKeyPair, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { type NetworkServer, openNetworkServer } from '../server/network-server.ts'
import { loginPage } from './login-page.ts'
import { createOpenIdStore } from './openid-store.ts'

/** The public client of the desk. */
export const SANDBOX_CLIENT_ID = 'depot-planner'
/** The confidential client, for organizations with a client id and a secret. Valid for the sandbox only. */
export const SANDBOX_SERVICE_CLIENT = { id: 'depot-service', secret: 'sandbox-secret' } as const

/** Lifetimes in seconds. */
export interface OpenIdLifetimes {
  readonly accessToken: number
  readonly refreshToken: number
  readonly authorizationCode: number
}

/** The defaults of a Keycloak realm. */
export const DEFAULT_LIFETIMES: OpenIdLifetimes = {
  accessToken: 300,
  refreshToken: 30 * 86_400,
  authorizationCode: 60,
}

/** A running OpenID provider. */
export interface OpenIdServer {
  readonly issuerUrl: string
  readonly server: NetworkServer
  isTokenGood(token: string): Promise<boolean>
  /** Ends every sign-in: refresh tokens are refused from now on, access tokens too. */
  revokeAll(): Promise<void>
  /** Makes access tokens invalid; refresh tokens stay valid. */
  forgetAccessTokens(): void
  /** Every token ever issued, of any kind, for tests that search for tokens where none may be. */
  issued(): readonly string[]
  close(): Promise<void>
}

/** A real `oidc-provider` on 127.0.0.1. @throws Error when the port is taken. */
export async function openOpenIdServer(
  port: number,
  lifetimes: Partial<OpenIdLifetimes> = {},
): Promise<OpenIdServer> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end()
  }
  const server = await openNetworkServer(
    createServer((request, response) => answer(request, response)),
    port,
  )
  // The provider comes after the server, because the issuer holds the port.
  let store = createOpenIdStore()
  const forgotten = new Set<string>()
  const given = new Set<string>()
  const provider = new Provider(server.url, {
    ...(await configuration({ ...DEFAULT_LIFETIMES, ...lifetimes })),
    adapter: (model: string) => forward(() => store(model)),
  })
  const issued: string[] = []
  provider.on('grant.success', (context) => issued.push(...tokensOf(context.body)))
  const answerOpenId = provider.callback()
  answer = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answerOpenId(request, response)
    answerInteraction(provider, request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`This sign-in is over. ${String(error)}`)
    })
  }

  async function isTokenGood(token: string): Promise<boolean> {
    if (forgotten.has(token)) return false
    const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token))
    if (found === undefined || found.isExpired) return false
    given.add(token)
    return true
  }

  return {
    issuerUrl: server.url,
    server,
    isTokenGood,
    revokeAll: async () => {
      store = createOpenIdStore()
    },
    forgetAccessTokens: () => {
      for (const token of given) forgotten.add(token)
    },
    issued: () => issued,
    close: () => server.close(),
  }
}

function tokensOf(answer: unknown): string[] {
  const fields: unknown[] = typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
  return fields.flatMap((field) =>
    Array.isArray(field) && String(field[0]).endsWith('_token') && typeof field[1] === 'string'
      ? [field[1]]
      : [],
  )
}

/** An adapter that looks up the current store at each call: the library asks for the adapter of a model only once. */
function forward(adapter: () => ReturnType<ReturnType<typeof createOpenIdStore>>) {
  return {
    upsert: (...args: Parameters<ReturnType<typeof adapter>['upsert']>) => adapter().upsert(...args),
    find: (id: string) => adapter().find(id),
    findByUid: (uid: string) => adapter().findByUid(uid),
    findByUserCode: (code: string) => adapter().findByUserCode(code),
    consume: (id: string) => adapter().consume(id),
    destroy: (id: string) => adapter().destroy(id),
    revokeByGrantId: (grantId: string) => adapter().revokeByGrantId(grantId),
  }
}

async function configuration(lifetimes: OpenIdLifetimes): Promise<Configuration> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'sandbox' }
  return {
    clients: [
      {
        client_id: SANDBOX_CLIENT_ID,
        application_type: 'native', // the port of a loopback redirect address is then not compared
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/callback'],
      },
      {
        client_id: SANDBOX_SERVICE_CLIENT.id,
        client_secret: SANDBOX_SERVICE_CLIENT.secret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      },
    ],
    scopes: ['openid', 'offline_access', 'organization'],
    claims: { openid: ['sub', 'name', 'preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: nameOf(id), preferred_username: id }),
    }),
    jwks: { keys: [key as { kty: string }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
    },
    interactions: {
      policy: alwaysAskForLogin(),
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    loadExistingGrant: grantEverything,
    ttl: {
      AccessToken: lifetimes.accessToken,
      ClientCredentials: lifetimes.accessToken,
      RefreshToken: lifetimes.refreshToken,
      AuthorizationCode: lifetimes.authorizationCode,
      Grant: lifetimes.refreshToken,
      IdToken: 600,
      Interaction: 600,
      Session: 86_400,
    },
  }
}

/** Shows the form at each sign-in, so that another person can sign in with the same browser. */
function alwaysAskForLogin() {
  const { Check, base } = interactionPolicy
  const policy = base()
  policy
    .get('login')
    ?.checks.add(
      new Check('always_asked', 'the sandbox asks each time', (ctx) =>
        ctx.oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    )
  return policy
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid offline_access organization')
  await grant.save()
  return grant
}

async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response)
  const action = request.url ?? ''
  if (request.method !== 'POST') return showLogin(response, action, null)
  const form = await readForm(request)
  if (form.has('cancel')) {
    const denied = { error: 'access_denied', error_description: 'The sign-in was cancelled' }
    return provider.interactionFinished(request, response, denied)
  }
  const login = form.get('login')?.trim() ?? ''
  if (login === '') return showLogin(response, action, 'Enter a login.')
  if (form.get('password') === 'wrong') return showLogin(response, action, 'The password is wrong.')
  // A native client is always asked for consent, which the form also gives.
  return provider.interactionFinished(request, response, { login: { accountId: login }, consent: {} })
}

function showLogin(response: ServerResponse, action: string, error: string | null): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(loginPage(action, error))
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

/** `ana.moreno` → `Ana Moreno`. */
function nameOf(login: string): string {
  return login
    .split(/[.\s@]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
