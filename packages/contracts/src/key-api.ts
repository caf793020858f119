import { z } from 'zod'
import { API_KEY_DAYS, MAX_API_KEY_DAYS, MAX_KEY_OVERLAP_SECONDS } from './lifetimes.ts'

/** Where the web app's API for keys is. */
export const KEY_API_PATH = '/api/keys'

/** The servers that take API keys. */
export const keyServers = ['weather', 'calendar'] as const
export type KeyServer = (typeof keyServers)[number]

export function isKeyServer(server: string): server is KeyServer {
  return (keyServers as readonly string[]).includes(server)
}

const daysSchema = z.int().min(1).max(MAX_API_KEY_DAYS)

/** `POST /api/keys`. Whether the scopes are the server's, and the account one for keys, is decided at the desk. */
export const newKeySchema = z.strictObject({
  server: z.enum(keyServers),
  scopes: z.array(z.string().max(64)).min(1, 'choose at least one').max(20),
  serviceAccountId: z.string().regex(/^[a-z]+_\w{1,64}$/, 'must be the id of a service account'),
  /** What the owner calls the program that gets it. */
  clientId: z.string().regex(/^[\w.-]{1,64}$/, 'takes letters, digits, dots, dashes and underscores, 64 at most'),
  days: daysSchema.default(API_KEY_DAYS),
})
export type NewKeyRequest = z.input<typeof newKeySchema>

/** `POST /api/keys/<id>/rotate`. Without days, the new key lives as long as the old one was made for. */
export const keyRotationSchema = z.strictObject({
  overlapSeconds: z.int().min(0).max(MAX_KEY_OVERLAP_SECONDS),
  days: daysSchema.optional(),
})
export type KeyRotationRequest = z.input<typeof keyRotationSchema>

/** Shown once: it is in this answer and nowhere else. */
export interface ShownKey {
  id: string
  key: string
  expiresAt: string
}
