import { Agent } from 'node:http'
import { decodeJwt } from 'jose'
import { type Attack, defineAttack } from '../attack.ts'
import type { CookieJar } from '../http/cookie-jar.ts'
import type { Exchange } from '../http/exchange.ts'
import { prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { readCode, redeemCode } from '../oauth/redeem-code.ts'
import { SESSION_COOKIE, visit } from '../oauth/sign-in.ts'
import type { DemoUser, Scene } from '../scene.ts'

const REDIRECT_URI = 'http://127.0.0.1:49155/callback'
const DECISION = 'apps/web/src/app/consent/[uid]/decision/route.ts'
const INTERACTION = 'apps/web/src/authorization-server/interaction.ts'
const CONFUSED_DEPUTY = 'MCP 2026-07-28 Security Best Practices, Confused Deputy; CVE-2026-27124'

/** A browser that has come as far as the consent page. */
interface Asked {
  jar: CookieJar
  page: string
}

async function askForConsent(scene: Scene, user: DemoUser): Promise<Asked> {
  const request = await prepareAuthorization({
    issuer: scene.target.web,
    resource: scene.target.servers.tasks,
    scope: 'tasks:read',
    redirectUri: REDIRECT_URI,
  })
  const jar = (await scene.session(user)).clone()
  const answer = await visit(jar, { url: request.url })
  const page = new URL(answer.headers.location ?? '', scene.target.web)
  if (!page.pathname.startsWith('/consent/')) throw new Error(`No consent page but ${page.pathname}`)
  return { jar, page: page.href }
}

function allow(
  jar: CookieJar,
  page: string,
  { headers = {}, body = 'decision=allow' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Exchange> {
  return visit(jar, {
    method: 'POST',
    url: `${page}/decision`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(page).origin, ...headers },
    body,
  })
}

const isSentOn = ({ status, headers }: Exchange) => status === 303 && !!headers.location?.includes('/oauth/authorize/')

const hasCode = ({ headers }: Exchange) => new URL(headers.location ?? 'a:', 'http://a').searchParams.has('code')

/** How often a race is run: each is lost now and then. */
const RACES = 6

interface TwoAsked {
  honest: Asked
  other: Asked
}

const twoOf = (first: DemoUser, second: DemoUser) => async (scene: Scene) => ({
  honest: await askForConsent(scene, first),
  other: await askForConsent(scene, second),
})

const shared = {
  honest: (_scene: Scene, { honest }: TwoAsked) => allow(honest.jar, honest.page),
  isAccepted: isSentOn,
}

export const consentAttacks: readonly Attack[] = [
  defineAttack({
    ...shared,
    id: 'CON-01',
    title: "cannot allow a request that somebody else's browser started",
    source: CONFUSED_DEPUTY,
    control: "A request is found by the cookie of the browser that started it, and must be the URL's.",
    file: INTERACTION,
    prepare: twoOf('alice', 'bob'),
    // Alice is lured to the page of a request that Bob's browser started.
    attack: async (scene, { other }) => allow((await scene.session('alice')).clone(), other.page),
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack({
    ...shared,
    id: 'CON-02',
    title: 'cannot have a person allow another request than the one shown',
    source: CONFUSED_DEPUTY,
    control: "A request is found by the cookie of the browser that started it, and must be the URL's.",
    file: INTERACTION,
    prepare: twoOf('alice', 'bob'),
    async attack(scene, { other }) {
      const alice = await askForConsent(scene, 'alice')
      // A cookie's path keeps it from the other page; here the check itself is asked.
      return allow(alice.jar, other.page, { headers: { Cookie: alice.jar.header(`${alice.page}/decision`) ?? '' } })
    },
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack({
    ...shared,
    id: 'CON-03',
    title: "cannot allow a request from another site's page",
    source: 'MCP 2026-07-28 Security Best Practices, Consent UI Requirements (CSRF)',
    control: 'The decision must carry our exact Origin.',
    file: DECISION,
    prepare: twoOf('alice', 'alice'),
    attack: (_scene, { other }) => allow(other.jar, other.page, { headers: { Origin: 'https://evil.example' } }),
    expect: { status: 403, error: 'cross_site' },
  }),
  defineAttack({
    id: 'OAU-26',
    title: 'cannot get several codes by coming back with one decision several times at the same moment',
    source: 'RFC 6749 §4.1.2; RFC 9700 §2.1.1',
    control: 'The way back takes the request away by compare-and-set: one consent, one code.',
    file: 'apps/web/src/authorization-server/record-adapter.ts',
    async prepare(scene) {
      const first = await askForConsent(scene, 'alice')
      const others: Asked[] = []
      for (let race = 0; race < RACES; race += 1) others.push(await askForConsent(scene, 'alice'))
      return { first, others }
    },
    async honest(_scene, { first: { jar, page } }) {
      const { headers } = await allow(jar, page)
      return visit(jar, { url: headers.location ?? '' })
    },
    isAccepted: hasCode,
    async attack(_scene, { others }) {
      // Open connections, so that nothing but the server's own work lies between the requests.
      const connection = new Agent({ keepAlive: true })
      let refused: Exchange | undefined
      for (const { jar, page } of others) {
        const { headers } = await allow(jar, page)
        const comeBack = () => visit(jar.clone(), { url: headers.location ?? '', connection })
        const answers = await Promise.all(Array.from({ length: 12 }, comeBack))
        const codes = answers.filter(hasCode)
        // One of them wins. A second one that does is the attack's success, and is what the runner gets to see.
        if (codes[1]) return codes[1]
        refused = answers.find((answer) => !hasCode(answer))
      }
      connection.destroy()
      return refused as Exchange
    },
    expect: { status: 400, error: 'invalid_request' },
  }),
  defineAttack({
    ...shared,
    id: 'CON-04',
    title: 'cannot go on with a request that another browser allowed',
    source: CONFUSED_DEPUTY,
    control: 'The way back into the authorization needs a cookie of the same browser.',
    file: INTERACTION,
    prepare: twoOf('alice', 'alice'),
    async attack(scene, { other }) {
      const allowed = await allow(other.jar, other.page)
      return visit((await scene.session('bob')).clone(), { url: allowed.headers.location ?? '' })
    },
    expect: { status: 400, error: 'invalid_request' },
  }),
  defineAttack({
    ...shared,
    id: 'CON-05',
    title: 'cannot allow a request without signing in',
    source: 'MCP 2026-07-28 Security Best Practices, Consent UI Requirements',
    control: 'Only the person who is signed in decides.',
    file: DECISION,
    prepare: twoOf('alice', 'alice'),
    attack: (_scene, { other }) => allow(other.jar.without(SESSION_COOKIE), other.page),
    expect: { status: 401, error: 'unauthenticated' },
  }),
  defineAttack({
    ...shared,
    id: 'CON-07',
    title: 'cannot send a decision over the limit',
    source: 'OWASP AISVS C10.4.5',
    control: 'Bytes are counted while they arrive, and reading stops at the limit.',
    file: 'apps/web/src/read-capped.ts',
    prepare: twoOf('alice', 'alice'),
    attack: (_scene, { other }) => allow(other.jar, other.page, { body: `decision=allow&more=${'x'.repeat(8_192)}` }),
    expect: { status: 413, error: 'body_too_large' },
  }),
  defineAttack({
    id: 'CON-06',
    title: 'cannot be granted more than the person has',
    source: 'OWASP MCP Top 10 MCP02; MCP 2026-07-28 Authorization, Scope Minimization',
    control: 'What is granted is what was asked for, exists at the resource, and belongs to the person.',
    file: 'apps/web/src/authorization-server/consent-request.ts',
    honest: (scene) => tokenFor(scene, 'alice'),
    isAccepted: (answer) => scopesIn(answer).includes('calendar:delete'),
    // Carol may not delete events.
    attack: (scene) => tokenFor(scene, 'carol'),
    expect: { status: 200, error: null, scope: 'calendar:read calendar:write' },
  }),
]

async function tokenFor(scene: Scene, user: DemoUser): Promise<Exchange> {
  const request = await prepareAuthorization({
    issuer: scene.target.web,
    resource: scene.target.servers.calendar,
    scope: 'calendar:read calendar:write calendar:delete',
    redirectUri: REDIRECT_URI,
  })
  const { callbackUrl } = await followAuthorization((await scene.session(user)).clone(), request.url, REDIRECT_URI)
  return redeemCode(request, readCode(request, callbackUrl ?? ''))
}

function scopesIn({ json }: Exchange): string {
  const { access_token: token } = (json ?? {}) as { access_token?: string }
  return token ? String(decodeJwt(token).scope) : ''
}
