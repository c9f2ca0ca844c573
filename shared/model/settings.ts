import { z } from 'zod'
import { LANGUAGE_SETTINGS } from '../text/language.ts'
import { messageRef } from '../text/stored-text.ts'
import { IDS_IN_PAYLOAD } from './plan/assignee-ids.ts'

const WRONG_ADDRESS = messageRef('errors.settings.notAnAddress')

/** Catena's own addresses and names; each may be overridden by an environment variable (see `README.md`). */
export const catenaSettings = z.object({
  /** Source: Catena's public API reference. */
  apiUrl: z.url(WRONG_ADDRESS).default('https://api.catenatelematics.com'),
  /** Source: the security scheme in Catena's API reference (a Keycloak realm). */
  issuerUrl: z.url(WRONG_ADDRESS).default('https://auth.catenatelematics.com/realms/catena'),
  clientId: z.string().default('depot-planner'),
  /** `organization` is the scope of the client-credentials form in Catena's reference. */
  scope: z.string().default('openid organization'),
  /** Which ids of driver and vehicle a workflow is sent with. Catena's pages contradict each other [open]. */
  idsInPayload: z.enum(IDS_IN_PAYLOAD).default('external'),
})
export type CatenaSettings = z.infer<typeof catenaSettings>
/** The settings that signing in uses. */
export type CatenaAddresses = Omit<CatenaSettings, 'idsInPayload'>

/** What the dispatcher can set. An unreadable file is set aside and replaced by these defaults. */
export const settings = z.object({
  catena: catenaSettings.prefault({}),
  /** IANA zone in which every time on screen is shown; `null` = this computer's. */
  depotTimeZone: z.string().nullable().default(null),
  distanceUnit: z.enum(['km', 'mi', 'm', 'ft', 'nmi']).default('km'),
  /** Language of the screens; `system` follows this computer. */
  language: z.enum(LANGUAGE_SETTINGS).default('system'),
  colorScheme: z.enum(['auto', 'light', 'dark']).default('auto'),
  territories: z.array(z.string()).default([]),
  /** Port of the loopback shell. IndexedDB belongs to the port, so the port must stay the same between starts. */
  loopbackPort: z.number().int().min(1024).max(65535).default(47_821),
})
export type Settings = z.infer<typeof settings>
