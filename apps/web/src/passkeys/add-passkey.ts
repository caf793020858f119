import { AUDITED_REFUSALS_PER_PERSON, PASSKEYS_PER_PERSON } from '@chaperone/contracts'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { recordEvent } from '../audit/record-event'
import { counter } from '../counter'
import { confirmPassword } from '../session/confirm-password'
import type { SignedInPerson } from '../session/current-person'
import { parseAddition } from './answer-schema'
import { type ChallengePurpose, issueChallenge, openChallenge, useChallenge } from './challenge'
import { keepPasskey, type PasskeyAddition } from './keep-passkey'
import { passkeysOf } from './passkeys'
import { expectedPlace, relyingPartyId } from './relying-party'

const MAX_AGENT_CHARACTERS = 300

const refusals = counter('audited-passkey-refusals', AUDITED_REFUSALS_PER_PERSON)

/** To this session alone: one that is stolen later did not show the password. */
function purposeOf({ sessionId }: SignedInPerson): ChallengePurpose {
  return `add_to ${sessionId}`
}

/**
 * What a browser asks an authenticator that a person adds, who shows their password once more: a session that was left
 * open must not leave behind another way in.
 *
 * @see OWASP ASVS 5.0 V7.5.1
 */
export async function additionQuestion(person: SignedInPerson, password: string) {
  const confirmation = await confirmPassword(person, password)
  if ('problem' in confirmation) return confirmation
  const existing = await passkeysOf(person.id)
  if (existing.length >= PASSKEYS_PER_PERSON) return { problem: 'too_many' } as const
  const { value, cookie } = await issueChallenge(purposeOf(person))
  const options = await generateRegistrationOptions({
    rpName: 'Chaperone',
    rpID: relyingPartyId(),
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    challenge: Buffer.from(value, 'base64url'),
    excludeCredentials: existing.map(({ id }) => ({ id })),
    // Found without a name being typed, and only by whoever unlocks the authenticator.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, cookie } as const
}

interface Addition {
  /** JSON, as the browser made it. */
  answer: unknown
  /** The cookie of the browser that sends it. */
  challenge: string | undefined
  agent: string
}

/** Keeps a passkey that answers the question which this person's session was asked. */
export async function addPasskey(person: SignedInPerson, addition: Addition): Promise<PasskeyAddition> {
  const outcome = await judged(person, addition)
  // What cannot be a passkey is sent as often as anybody likes, and must not fill the audit.
  if (outcome !== 'added' && !(await refusals().take(person.id)).isAllowed) return outcome
  const verdict = outcome === 'added' ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict, reason: `passkey_${outcome}` })
  return outcome
}

async function judged(person: SignedInPerson, { answer, challenge: sealed, agent }: Addition) {
  const response = parseAddition(answer)
  const challenge = await openChallenge(sealed, purposeOf(person))
  if (!response || !challenge) return 'invalid'
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    ...expectedPlace(),
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified || !(await useChallenge(challenge))) return 'invalid'
  const { credential, credentialDeviceType } = verified.registrationInfo
  return keepPasskey(person, {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    isSyncable: credentialDeviceType === 'multiDevice',
    transports: response.response.transports,
    agent: agent.slice(0, MAX_AGENT_CHARACTERS),
  })
}
