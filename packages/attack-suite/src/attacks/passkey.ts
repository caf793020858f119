import { hkdfSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Attack, defineAttack } from '../attack.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Ceremony, createPasskey, signInAnswer } from '../passkey/authenticator.ts'
import {
  answerSignIn,
  askAddition,
  askSignIn,
  type PasskeyPerson,
  personWithPasskey,
  postOwnForm,
  sendSignIn,
} from '../passkey/passkey-person.ts'
import type { Scene } from '../scene.ts'

const SIGN_IN = 'apps/web/src/passkeys/sign-in-with-passkey.ts'
const CHALLENGE = 'apps/web/src/passkeys/challenge.ts'
const PLACE = 'apps/web/src/passkeys/relying-party.ts'
const HONEST_COUNTER = 7

async function signInOnce(scene: Scene, person: PasskeyPerson, changes: Partial<Ceremony> = {}): Promise<Exchange> {
  const { jar, challenge } = await askSignIn(scene)
  return sendSignIn(scene, jar, answerSignIn(scene, person, { challenge, counter: HONEST_COUNTER, ...changes }))
}

const oddAnswers: readonly (Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file'> & {
  attack(scene: Scene, person: PasskeyPerson): Promise<Exchange>
})[] = [
  {
    id: 'PKY-01',
    title: 'cannot sign in with what a look-alike site got out of a person',
    source: 'WebAuthn Level 3 §7.2 step 13, §13.4.9',
    control: 'The browser signs the origin of the page; only ours is accepted.',
    file: PLACE,
    attack: (scene, person) => later(scene, person, { origin: 'https://chaperone.example' }),
  },
  {
    id: 'PKY-02',
    title: "cannot sign in with another site's passkey",
    source: 'WebAuthn Level 3 §7.2 step 15',
    control: 'The authenticator signs the hash of the domain.',
    file: PLACE,
    attack: (scene, person) => later(scene, person, { rpId: 'chaperone.example' }),
  },
  {
    id: 'PKY-03',
    title: 'cannot sign in with an answer that was made for another browser',
    source: 'WebAuthn Level 3 §7.2 step 12, §13.4.3',
    control: 'The challenge is the one in the cookie of the browser that sends the answer.',
    file: CHALLENGE,
    async attack(scene, person) {
      const [own, other] = [await askSignIn(scene), await askSignIn(scene)]
      const answer = answerSignIn(scene, person, { challenge: other.challenge, counter: HONEST_COUNTER + 1 })
      return sendSignIn(scene, own.jar, answer)
    },
  },
  {
    id: 'PKY-04',
    title: 'cannot sign in with an answer a second time',
    source: 'WebAuthn Level 3 §13.4.3',
    control: 'A challenge is used up by the sign-in, at every instance.',
    file: CHALLENGE,
    async attack(scene, person) {
      const { jar, challenge } = await askSignIn(scene)
      const answer = answerSignIn(scene, person, { challenge, counter: HONEST_COUNTER + 1 })
      const copy = jar.clone()
      await sendSignIn(scene, jar, answer)
      // An authenticator that does not count would not be told apart by its counter.
      return sendSignIn(scene, copy, answerSignIn(scene, person, { challenge, counter: HONEST_COUNTER + 2 }))
    },
  },
  {
    id: 'PKY-05',
    title: 'cannot sign in with a passkey that nobody unlocked',
    source: 'WebAuthn Level 3 §7.2 step 17',
    control: 'The authenticator must have verified the person: whoever finds one has not got their finger.',
    file: SIGN_IN,
    attack: (scene, person) => later(scene, person, { isUserVerified: false }),
  },
  {
    id: 'PKY-06',
    title: "cannot sign in with a key of one's own under the name of another's",
    source: 'WebAuthn Level 3 §7.2 step 22',
    control: 'The signature is verified with the public key that was added.',
    file: SIGN_IN,
    attack: (scene, person) => later(scene, { ...person, passkey: { ...createPasskey(), id: person.passkey.id } }, {}),
  },
  {
    id: 'PKY-07',
    title: 'cannot sign in with a copy of an authenticator that counts',
    source: 'WebAuthn Level 3 §6.1.1, §7.2 step 23',
    control: 'The counter must have grown.',
    file: SIGN_IN,
    attack: (scene, person) => signInOnce(scene, person, { counter: HONEST_COUNTER }),
  },
  {
    id: 'PKY-08',
    title: "cannot sign in as another person with one's own passkey",
    source: 'WebAuthn Level 3 §7.2 step 6',
    control: 'The user handle and the passkey must be of one account.',
    file: SIGN_IN,
    attack: async (scene, person) =>
      later(scene, person, { userHandle: Buffer.from(await scene.subject('alice')).toString('base64url') }),
  },
  {
    id: 'PKY-09',
    title: 'cannot sign in with what was signed to add a passkey',
    source: 'WebAuthn Level 3 §7.2 step 11',
    control: 'The type of the ceremony is signed, and must be a sign-in.',
    file: SIGN_IN,
    attack: (scene, person) => later(scene, person, { type: 'webauthn.create' }),
  },
  {
    id: 'PKY-10',
    title: 'cannot sign in with a challenge that was issued to add a passkey',
    source: 'WebAuthn Level 3 §13.4.3',
    control: 'A challenge names what it is for.',
    file: CHALLENGE,
    async attack(scene, person) {
      const challenge = await askAddition(scene, person)
      return sendSignIn(scene, person.jar, answerSignIn(scene, person, { challenge, counter: HONEST_COUNTER + 1 }))
    },
  },
  {
    id: 'PKY-11',
    title: 'cannot sign in with an old challenge',
    source: 'WebAuthn Level 3 §13.4.3',
    control: 'A challenge is good for five minutes.',
    file: CHALLENGE,
    attack: (scene, person) => withSealed(scene, person, { secret: scene.target.secrets.sessionSecret, age: 1 }),
  },
  {
    id: 'PKY-12',
    title: "cannot sign in with a challenge of one's own making",
    source: 'WebAuthn Level 3 §13.4.3',
    control: 'The cookie is sealed with a key of this server.',
    file: CHALLENGE,
    attack: (scene, person) => withSealed(scene, person, { secret: 'a secret of the attacker', age: -60 }),
  },
  {
    id: 'PKY-13',
    title: 'cannot sign in with a key that has become copyable',
    source: 'WebAuthn Level 3 §7.2 step 18',
    control: 'Whether a key may be on several devices never changes.',
    file: SIGN_IN,
    attack: (scene, person) => later(scene, person, { isSyncable: false }),
  },
  {
    id: 'PKY-14',
    title: 'cannot sign in with a passkey that the person removed',
    source: 'OWASP ASVS 5.0 V6.5.6',
    control: 'A passkey is looked up for each sign-in.',
    file: 'apps/web/src/passkeys/passkeys.ts',
    async attack(scene, person) {
      await postOwnForm(scene, person.jar, '/account/passkeys/remove', { passkey: person.passkey.id })
      return later(scene, person, {})
    },
  },
  {
    id: 'PKY-15',
    title: 'cannot sign in with a passkey that somebody added who knew the old password',
    source: 'OWASP ASVS 5.0 V7.4.3',
    control: 'With a new password the person removes all passkeys, unless they want to keep them.',
    file: 'apps/web/src/session/replace-password.ts',
    async attack(scene, person) {
      const current = person.credentials.password
      const changes = { current, next: 'harbour lantern seven quiet', others: '1' }
      await postOwnForm(scene, person.jar, '/account/password', changes)
      return later(scene, person, {})
    },
  },
]

/** After the honest one: an authenticator counts on. */
function later(scene: Scene, person: PasskeyPerson, changes: Partial<Ceremony>): Promise<Exchange> {
  return signInOnce(scene, person, { counter: HONEST_COUNTER + 1, ...changes })
}

/** A challenge cookie as the server seals it, with a secret, that ended so many seconds ago. */
async function withSealed(
  scene: Scene,
  person: PasskeyPerson,
  { secret, age }: { secret: string; age: number },
): Promise<Exchange> {
  const { web } = scene.target
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'chaperone passkey challenge', 32))
  const challenge = Buffer.from('a challenge that the attacker has chosen').toString('base64url')
  const sealed = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(challenge)
    .setAudience('sign_in')
    .setExpirationTime(Math.floor(Date.now() / 1_000) - age)
    .sign(key)
  const asked = await askSignIn(scene)
  const name = asked.jar.all().find((cookie) => cookie.name.endsWith('.passkey'))?.name ?? ''
  const jar = new CookieJar()
  jar.store(`${name}=${sealed}; Path=/`, web)
  const answer = signInAnswer(person.passkey, {
    challenge,
    origin: web,
    rpId: new URL(web).hostname,
    type: 'webauthn.get',
    userHandle: Buffer.from(person.id).toString('base64url'),
    counter: HONEST_COUNTER + 1,
    isUserVerified: true,
    isSyncable: true,
  })
  return sendSignIn(scene, jar, answer)
}

export const passkeyAttacks: readonly Attack[] = oddAnswers.map((odd) =>
  defineAttack({
    ...odd,
    prepare: personWithPasskey,
    honest: (scene, person) => signInOnce(scene, person),
    expect: { status: 401 },
  }),
)
