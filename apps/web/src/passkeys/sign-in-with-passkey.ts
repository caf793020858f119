import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import type { SignInOutcome } from '../session/sign-in-with'
import { forgetAttemptFrom, mayTryFrom } from '../session/throttle'
import { parseSignIn } from './answer-schema'
import { issueChallenge, openChallenge, useChallenge } from './challenge'
import { isPasskeyOf } from './passkeys'
import { expectedPlace, relyingPartyId } from './relying-party'

/** What a browser asks its authenticators. The same for everybody: it says nothing about who has an account. */
export async function signInQuestion() {
  const { value, cookie } = await issueChallenge('sign_in')
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyId(),
    challenge: Buffer.from(value, 'base64url'),
    userVerification: 'required',
  })
  return { options, cookie }
}

interface PasskeyAnswer {
  /** JSON, as the browser made it. */
  answer: unknown
  /** The cookie of the browser that sends it. */
  challenge: string | undefined
}

/** One sign-in by passkey, judged and written into the audit. */
export async function signInWithPasskey(given: PasskeyAnswer, address: string): Promise<SignInOutcome> {
  const outcome = await judged(given, address).catch((error: unknown): SignInOutcome => {
    console.error('a sign-in by passkey could not be judged', error)
    return { status: 'unavailable', subject: null }
  })
  const isRight = outcome.status === 'right'
  const subject = isRight ? outcome.user.id : outcome.subject
  const verdict = isRight ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject, isStranger: !isRight, verdict, reason: `sign_in_by_passkey_${outcome.status}` })
  return outcome
}

async function judged({ answer, challenge: sealed }: PasskeyAnswer, address: string): Promise<SignInOutcome> {
  if (!(await mayTryFrom(address))) return { status: 'throttled', subject: null }
  const response = parseSignIn(answer)
  const challenge = await openChallenge(sealed, 'sign_in')
  const passkey = response && (await findPasskey(response.id))
  if (!response || !challenge || !passkey) return { status: 'wrong', subject: null }

  const { id, userId, user, publicKey, isSyncable } = passkey
  const wrong = { status: 'wrong', subject: userId } as const
  // WebAuthn §7.2 step 6: the credential must be of the account that the user handle names.
  if (Buffer.from(response.response.userHandle, 'base64url').toString() !== userId) return wrong
  const credential = { id, publicKey, counter: Number(passkey.counter) }
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    ...expectedPlace(),
    credential,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) return wrong
  const { newCounter, credentialDeviceType } = verified.authenticationInfo
  // §7.2 step 18: what was bound to one device does not become copyable.
  if ((credentialDeviceType === 'multiDevice') !== isSyncable) return wrong
  if (!(await useChallenge(challenge)) || !(await isCounted(id, newCounter))) return wrong
  await forgetAttemptFrom(address)
  return { status: 'right', user, stillHolds: () => isPasskeyOf(userId, id) }
}

function findPasskey(id: string) {
  return database().unowned.passkey.findUnique({
    where: { id },
    include: { user: { select: { id: true, email: true, name: true } } },
  })
}

/** Counts one use, if the authenticator counts: of two that hold the same key, the one that is behind is refused. @see §6.1.1 */
async function isCounted(id: string, counter: number): Promise<boolean> {
  const data = { counter, lastUsedAt: new Date() }
  const isBefore = counter === 0 ? { equals: 0 } : { lt: counter }
  const { count } = await database().unowned.passkey.updateMany({ where: { id, counter: isBefore }, data })
  return count === 1
}
