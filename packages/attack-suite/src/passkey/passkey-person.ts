import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Credentials, postToSignIn, signIn, visit } from '../oauth/sign-in.ts'
import { patiently } from '../patiently.ts'
import type { Scene } from '../scene.ts'
import { openSession } from '../session-cookie.ts'
import { additionAnswer, type Ceremony, createPasskey, type PasskeyHeld, signInAnswer } from './authenticator.ts'

/** Somebody who is signed in, with a passkey or about to add one. */
export interface PasskeyPerson {
  credentials: Credentials
  /** `sub`. */
  id: string
  jar: CookieJar
  passkey: PasskeyHeld
}

/** A new person, signed in, with a passkey in hand that is not yet added. */
export async function newPasskeyPerson(scene: Scene): Promise<PasskeyPerson> {
  const credentials = await scene.userOffice.add()
  const jar = await signIn(scene.target.web, credentials)
  const { claims } = await openSession(jar, scene.target.secrets.sessionSecret)
  return { credentials, id: String(claims.sub), jar, passkey: createPasskey() }
}

/** A new person who has added a passkey. @throws Error when that fails */
export async function personWithPasskey(scene: Scene): Promise<PasskeyPerson> {
  const person = await newPasskeyPerson(scene)
  const challenge = await askAddition(scene, person)
  const { status } = await add(scene, person, { challenge })
  if (status !== 201) throw new Error(`A passkey could not be added (HTTP ${status})`)
  return person
}

export function postOwnForm({ target }: Scene, jar: CookieJar, path: string, fields = {}, origin = target.web) {
  return visit(jar, {
    method: 'POST',
    url: `${target.web}${path}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin },
    body: new URLSearchParams(fields).toString(),
  })
}

export function challengeIn({ json }: Exchange): string {
  return (json as { challenge?: string } | undefined)?.challenge ?? ''
}

/** Shows the password, and gets the question for a new passkey. The jar keeps its cookie. */
export async function askAddition(scene: Scene, { jar, credentials }: PasskeyPerson): Promise<string> {
  const current = credentials.password
  return challengeIn(await postOwnForm(scene, jar, '/account/passkeys/question', { current }))
}

/** Adds the person's passkey in the session of `jar`, as their browser would but for `changes`. */
export function add(scene: Scene, person: PasskeyPerson, changes: Partial<Ceremony>, jar = person.jar) {
  const ceremony = { ...usual(scene, person), type: 'webauthn.create', ...changes } as Ceremony
  return postOwnForm(scene, jar, '/account/passkeys', { answer: additionAnswer(person.passkey, ceremony) })
}

/** A browser that is about to sign in, and what it was asked. */
export interface AskedBrowser {
  jar: CookieJar
  challenge: string
}

export async function askSignIn(scene: Scene): Promise<AskedBrowser> {
  const jar = new CookieJar()
  return { jar, challenge: challengeIn(await postOwnForm(scene, jar, '/login/passkey')) }
}

/** What the person's own browser answers, but for `changes`. */
export function answerSignIn(scene: Scene, person: PasskeyPerson, changes: Partial<Ceremony>): string {
  return signInAnswer(person.passkey, { ...usual(scene, person), ...changes })
}

/** Sends an answer from a browser. */
export function sendSignIn({ target }: Scene, jar: CookieJar, answer: string): Promise<Exchange> {
  return patiently(() => postToSignIn(target.web, jar, 'passkey', { answer }))
}

function usual({ target }: Scene, { id }: PasskeyPerson): Ceremony {
  return {
    challenge: '',
    origin: target.web,
    rpId: new URL(target.web).hostname,
    type: 'webauthn.get',
    userHandle: Buffer.from(id).toString('base64url'),
    counter: 0,
    isUserVerified: true,
    isSyncable: true,
  }
}
