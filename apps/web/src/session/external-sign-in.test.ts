import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NextApiRequest, NextApiResponse } from 'next'
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '../database.ts'
import { env } from '../env.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'

const person = { id: 'usr_dana', email: 'dana@acme.example' }
const idp = new OAuth2Server()
let server: Server
let web = ''
let said: Record<string, unknown> = {}

await idp.issuer.keys.generate('RS256')
await idp.start(0, '127.0.0.1')
Object.assign(process.env, {
  OIDC_ISSUER: idp.issuer.url,
  OIDC_CLIENT_ID: 'chaperone',
  OIDC_CLIENT_SECRET: 'a secret of the test',
  OIDC_NAME: 'Acme',
})
useWebDatabase(person)

beforeAll(async () => {
  idp.service.on('beforeTokenSigning', (token: MutableToken) => Object.assign(token.payload, said))
  const { default: handler } = await import('../pages/api/auth/[...nextauth].ts')
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { pathname, searchParams } = new URL(request.url ?? '/', web)
    const cookies = Object.fromEntries(
      (request.headers.cookie ?? '').split('; ').flatMap((pair) => {
        const [name = '', ...value] = pair.split('=')
        return name ? [[name, decodeURIComponent(value.join('='))]] : []
      }),
    )
    const query = { ...Object.fromEntries(searchParams), nextauth: pathname.replace('/api/auth/', '').split('/') }
    Object.assign(request, { query, cookies, body: Object.fromEntries(new URLSearchParams(body)) })
    Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      json: (value: unknown) => response.end(JSON.stringify(value)),
      send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
    })
    await handler(request as unknown as NextApiRequest, response as unknown as NextApiResponse)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  web = `http://localhost:${(server.address() as AddressInfo).port}`
  process.env.NEXTAUTH_URL = web
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await idp.stop()
})
beforeEach(async () => {
  await database().unowned.externalIdentity.deleteMany()
  said = { sub: 'acme-dana', email: person.email, email_verified: true, name: 'Dana' }
})

class Browser {
  readonly #cookies = new Map<string, string>()

  async visit(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { Origin: env().WEB_ORIGIN }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
      this.#cookies.set(name, value.join('='))
    }
    return response
  }

  get isSignedIn(): boolean {
    return [...this.#cookies].some(([name, value]) => name.includes('session-token') && value !== '')
  }

  /** Up to the answer of the other service, which is not yet shown to the app. */
  async goThere(): Promise<string> {
    const { csrfToken } = (await (await this.visit(`${web}/api/auth/csrf`)).json()) as { csrfToken: string }
    const there = (await this.visit(`${web}/api/auth/signin/oidc`, { csrfToken, callbackUrl: '/chat' })).headers
    const back = await fetch(there.get('location') ?? '', { redirect: 'manual' })
    return back.headers.get('location') ?? ''
  }
}

test('somebody whose address the service has verified is the person with that address, for ever', async () => {
  const browser = new Browser()
  await browser.visit(await browser.goThere())
  expect(browser.isSignedIn).toBe(true)
  const [session] = await database().unowned.webSession.findMany({ where: { userId: person.id } })
  expect(session).toBeDefined()
  expect((await auditOf(person.id)).at(-1)).toMatchObject({ verdict: 'allowed' })

  said = { ...said, email: 'another@acme.example', email_verified: false }
  const later = new Browser()
  await later.visit(await later.goThere())
  expect(later.isSignedIn).toBe(true)
})

test.each([
  ['an address that is not verified', { email_verified: false }],
  ['an address of which the service does not say whether it is', { email_verified: undefined }],
  ['the address of nobody here', { email: 'erin@acme.example' }],
  ['no address', { email: undefined }],
])('with %s nobody is signed in', async (_what, change) => {
  said = { ...said, ...change }
  const browser = new Browser()
  const answer = await browser.visit(await browser.goThere())
  expect(browser.isSignedIn).toBe(false)
  expect(answer.headers.get('location')).toContain('error=NoAccount')
  expect(await database().unowned.externalIdentity.count()).toBe(0)
})

test('an address that has passed on to somebody else there does not bring the account along', async () => {
  const first = new Browser()
  await first.visit(await first.goThere())
  expect(first.isSignedIn).toBe(true)
  said = { ...said, sub: 'acme-another' }
  const second = new Browser()
  await second.visit(await second.goThere())
  expect(second.isSignedIn).toBe(false)
})

test('an answer is good for the browser that asked, and for what it asked', async () => {
  const [asked, other] = [new Browser(), new Browser()]
  const answer = await asked.goThere()
  await other.visit(`${web}/api/auth/csrf`)
  await other.visit(answer)
  expect(other.isSignedIn).toBe(false)

  const tampered = new URL(await asked.goThere())
  tampered.searchParams.set('state', 'another')
  await asked.visit(tampered.href)
  expect(asked.isSignedIn).toBe(false)
})
