import { randomInt } from 'node:crypto'
import { SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { postCredentials } from '../oauth/sign-in.ts'
import { patiently } from '../patiently.ts'
import { DEMO_PASSWORD, emailOf, type Scene } from '../scene.ts'

interface Guessing {
  id: string
  title: string
  headers(): Record<string, string>
}

const guessings: readonly Guessing[] = [
  { id: 'SES-10', title: 'cannot try one password after another', headers: () => ({}) },
  {
    id: 'SES-12',
    title: 'cannot try one password after another by claiming other addresses',
    headers: () => ({ 'X-Forwarded-For': `198.51.100.${randomInt(255)}` }),
  },
]

/** Guesses until the throttle says no, or twice as often as it should let pass. */
async function guess({ target }: Scene, email: string, headers: () => Record<string, string>): Promise<Exchange> {
  for (let attempt = 1; ; attempt += 1) {
    const credentials = { email, password: `guess ${attempt}` }
    const answer = await postCredentials(target.web, new CookieJar(), credentials, headers())
    if (answer.status === 429 || attempt > SIGN_INS_PER_MINUTE * 2) return answer
  }
}

/** The accounts do not exist, which the throttle must not tell: it counts for them like for any other. */
export const throttleAttacks: readonly Attack[] = guessings.map(({ id, title, headers }) =>
  defineAttack({
    id,
    title,
    source: 'OWASP ASVS 5.0 V6.3.1',
    control: 'Five failed sign-ins a minute for an account from one address, and fifty for an address.',
    file: 'apps/web/src/session/throttle.ts',
    prepare: async () => `nobody-${Date.now()}@example.com`,
    honest: ({ target }) =>
      patiently(() =>
        postCredentials(target.web, new CookieJar(), { email: emailOf('carol'), password: DEMO_PASSWORD }),
      ),
    attack: (scene, email) => guess(scene, email, headers),
    expect: { status: 429 },
  }),
)
