import { z } from 'zod'

/** Larger than any authenticator's answer without an attestation: the key is in it three times. */
export const ANSWER_CHARACTERS = 16_384

const base64url = z.base64url().min(1).max(ANSWER_CHARACTERS)

const answer = {
  id: base64url.max(1_400),
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
}

/** @see WebAuthn Level 3 §5.1: AuthenticationResponseJSON. The user handle is there, as a passkey is found without a name. */
const signInSchema = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url,
  }),
})

/** @see WebAuthn Level 3 §5.1: RegistrationResponseJSON */
const addSchema = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).default([]),
  }),
})

/** What a browser sends after a sign-in, or null. */
export function parseSignIn(text: unknown) {
  return parse(signInSchema, text)
}

/** What a browser sends after it made a passkey, or null. */
export function parseAddition(text: unknown) {
  return parse(addSchema, text)
}

function parse<T>(schema: z.ZodType<T>, text: unknown): T | null {
  if (typeof text !== 'string' || text.length > ANSWER_CHARACTERS) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
