import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { signIn, visit } from '../oauth/sign-in.ts'
import {
  add,
  answerSignIn,
  askAddition,
  askSignIn,
  newPasskeyPerson,
  type PasskeyPerson,
  personWithPasskey,
  postOwnForm,
  sendSignIn,
} from '../passkey/passkey-person.ts'
import type { Scene } from '../scene.ts'

const ADD = 'apps/web/src/passkeys/add-passkey.ts'
const FORM = 'apps/web/src/session/person-form.ts'
const invalid: Expectation = { status: 400, error: 'invalid_passkey' }

const oddAdditions: readonly (Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file' | 'expect'> & {
  attack(scene: Scene, person: PasskeyPerson): Promise<Exchange>
})[] = [
  {
    id: 'PKY-16',
    title: 'cannot add a passkey in a session that was left open',
    source: 'OWASP ASVS 5.0 V7.5.1',
    control: 'The password is asked for before.',
    file: ADD,
    attack: (scene, { jar }) => postOwnForm(scene, jar, '/account/passkeys/question', { current: 'not the password' }),
    expect: { status: 403, error: 'wrong' },
  },
  {
    id: 'PKY-17',
    title: "cannot make another site's page ask for a passkey",
    source: 'OWASP ASVS 5.0 V3.5.1',
    control: 'The form must carry our exact Origin.',
    file: FORM,
    attack: (scene, { jar, credentials }) =>
      postOwnForm(scene, jar, '/account/passkeys/question', { current: credentials.password }, 'https://evil.example'),
    expect: { status: 403, error: 'cross_site' },
  },
  {
    id: 'PKY-18',
    title: 'cannot add a passkey with the challenge of a sign-in, for which no password is needed',
    source: 'WebAuthn Level 3 §13.4.3; OWASP ASVS 5.0 V7.5.1',
    control: 'A challenge names what it is for.',
    file: ADD,
    async attack(scene, person) {
      const { jar, challenge } = await askSignIn(scene)
      return add(scene, person, { challenge }, both(scene, jar, person.jar))
    },
    expect: invalid,
  },
  {
    id: 'PKY-19',
    title: 'cannot add a passkey in another session than the one in which the password was shown',
    source: 'OWASP ASVS 5.0 V7.5.1',
    control: 'A challenge names the session that asked for it.',
    file: ADD,
    async attack(scene, person) {
      const challenge = await askAddition(scene, person)
      const stolen = await signIn(scene.target.web, person.credentials)
      return add(scene, person, { challenge }, both(scene, person.jar, stolen))
    },
    expect: invalid,
  },
  {
    id: 'PKY-20',
    title: 'cannot add a passkey that was made for a page elsewhere',
    source: 'WebAuthn Level 3 §7.1 step 9',
    control: 'The browser signs the origin of the page; only ours is accepted.',
    file: 'apps/web/src/passkeys/relying-party.ts',
    attack: async (scene, person) =>
      add(scene, person, { challenge: await askAddition(scene, person), origin: 'https://chaperone.example' }),
    expect: invalid,
  },
  {
    id: 'PKY-21',
    title: 'cannot add a passkey that nobody has to unlock',
    source: 'WebAuthn Level 3 §7.1 step 16',
    control: 'The authenticator must have verified the person.',
    file: ADD,
    attack: async (scene, person) =>
      add(scene, person, { challenge: await askAddition(scene, person), isUserVerified: false }),
    expect: invalid,
  },
]

/** The session of one jar, and every other cookie of the other. */
function both({ target }: Scene, challenge: CookieJar, session: CookieJar): CookieJar {
  const jar = session.clone()
  for (const { name, value } of challenge.all()) {
    if (name.endsWith('.passkey')) jar.store(`${name}=${value}; Path=/`, target.web)
  }
  return jar
}

/** How many passkeys the person's own page shows. */
async function passkeysShown({ target }: Scene, { jar }: PasskeyPerson): Promise<number> {
  const { body } = await visit(jar.clone(), { url: `${target.web}/account` })
  return body.split('Added with').length - 1
}

export const passkeyAdditionAttacks: readonly Attack[] = [
  ...oddAdditions.map((odd) =>
    defineAttack({
      ...odd,
      prepare: async (scene) => ({ own: await newPasskeyPerson(scene), victim: await newPasskeyPerson(scene) }),
      honest: async (scene, { own }) => add(scene, own, { challenge: await askAddition(scene, own) }),
      isAccepted: ({ status }) => status === 201,
      attack: (scene, { victim }) => odd.attack(scene, victim),
      state: (scene, { victim }) => passkeysShown(scene, victim),
    }),
  ),
  defineAttack({
    id: 'PKY-22',
    title: "cannot take over another's passkey by adding one of the same name",
    source: 'WebAuthn Level 3 §7.1 step 25',
    control: 'A passkey that somebody has stays theirs.',
    file: ADD,
    prepare: async (scene) => ({ victim: await personWithPasskey(scene), attacker: await newPasskeyPerson(scene) }),
    async honest(scene, { victim }) {
      const { jar, challenge } = await askSignIn(scene)
      return sendSignIn(scene, jar, answerSignIn(scene, victim, { challenge }))
    },
    async attack(scene, { victim, attacker }) {
      const twin = { ...attacker, passkey: { ...attacker.passkey, id: victim.passkey.id } }
      return add(scene, twin, { challenge: await askAddition(scene, attacker) })
    },
    expect: invalid,
    state: (scene, { victim, attacker }) => Promise.all([passkeysShown(scene, victim), passkeysShown(scene, attacker)]),
  }),
  defineAttack({
    id: 'PKY-23',
    title: "cannot remove another's passkey, nor learn of it",
    source: 'OWASP ASVS 5.0 V8.2.2',
    control: 'A passkey is looked up with the person it belongs to.',
    file: 'apps/web/src/passkeys/passkeys.ts',
    prepare: async (scene) => ({ own: await personWithPasskey(scene), victim: await personWithPasskey(scene) }),
    honest: (scene, { own }) => remove(scene, own, own.passkey.id),
    isAccepted: ({ status }) => status === 303,
    attack: (scene, { own, victim }) => remove(scene, own, victim.passkey.id),
    twin: (scene, { own }) => remove(scene, own, 'nobody-has-this-one'),
    expect: { status: 404, error: 'not_found' },
    state: (scene, { victim }) => passkeysShown(scene, victim),
  }),
]

function remove(scene: Scene, { jar }: PasskeyPerson, passkey: string): Promise<Exchange> {
  return postOwnForm(scene, jar, '/account/passkeys/remove', { passkey })
}
