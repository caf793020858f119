import { hkdfSync, randomBytes } from 'node:crypto'
import { PASSKEY_CHALLENGE_SECONDS } from '@chaperone/contracts'
import { jwtVerify, SignJWT } from 'jose'
import { isFirstUse } from '../authorization-server/record-adapter'
import { env } from '../env'
import { once } from '../once'
import { cookieName } from '../session/session-cookie'

const CHALLENGE_BYTES = 32

/** What an authenticator is asked to sign. */
export interface Challenge {
  /** base64url. */
  value: string
  /** `Set-Cookie`: by it the browser that asked is known again. */
  cookie: string
}

/** What the answer may be used for: a challenge for one is none for the other, or for another person. */
export type ChallengePurpose = 'sign_in' | `add_to ${string}`

export function challengeCookieName(): string {
  return cookieName('passkey')
}

/**
 * A challenge for the browser that asks. Nothing of it is kept here: whoever asks for many, writes nothing.
 *
 * @see WebAuthn Level 3 §13.4.3
 */
export async function issueChallenge(purpose: ChallengePurpose): Promise<Challenge> {
  const value = randomBytes(CHALLENGE_BYTES).toString('base64url')
  const sealed = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(value)
    .setAudience(purpose)
    .setExpirationTime(`${PASSKEY_CHALLENGE_SECONDS}s`)
    .sign(key())
  const secure = env().WEB_ORIGIN.startsWith('https:') ? '; Secure' : ''
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${PASSKEY_CHALLENGE_SECONDS}${secure}`
  return { value, cookie: `${challengeCookieName()}=${sealed}; ${attributes}` }
}

/** The challenge that this browser was given for this, or null: none, another's, over. */
export async function openChallenge(sealed: string | undefined, purpose: ChallengePurpose): Promise<string | null> {
  const options = { algorithms: ['HS256'], audience: purpose, requiredClaims: ['exp', 'jti'] }
  const opened = await jwtVerify(sealed ?? '', key(), options).catch(() => null)
  return opened?.payload.jti ?? null
}

/** Uses a challenge up. False when it was: an answer that somebody has seen works no second time. */
export function useChallenge(value: string): Promise<boolean> {
  return isFirstUse(`passkey challenge ${value}`, PASSKEY_CHALLENGE_SECONDS)
}

/** A key of its own, so that nothing else that the secret seals is a challenge. @see RFC 5869 §3.2 */
const key = once('passkey-challenge-key', () =>
  Buffer.from(hkdfSync('sha256', env().SESSION_SECRET, '', 'chaperone passkey challenge', 32)),
)
