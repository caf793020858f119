import {
  type CookieJar,
  followAuthorization,
  openSession,
  prepareAuthorization,
  readCode,
  readToken,
  redeemCode,
  type Scene,
  sealSession,
} from '@chaperone/attack-suite'
import { decodeJwt } from 'jose'
import { expect, test } from '../support/test.ts'

const REDIRECT_URI = 'http://127.0.0.1:49156/callback'

/** Goes through authorization and consent in the browser with these cookies, and leaves it as it then is. */
async function authorize({ target }: Scene, jar: CookieJar, scope: string) {
  const options = { issuer: target.web, resource: target.servers.tasks, redirectUri: REDIRECT_URI, scope }
  const request = await prepareAuthorization(options)
  const { callbackUrl } = await followAuthorization(jar, request.url, REDIRECT_URI)
  return readToken(await redeemCode(request, readCode(request, callbackUrl ?? '')))
}

test('a client that asks for openid as well gets its token', async ({ scene }) => {
  const { access_token: token } = await authorize(scene, (await scene.session('alice')).clone(), 'openid tasks:read')
  expect(decodeJwt(token)).toMatchObject({ scope: 'tasks:read', sub: await scene.subject('alice') })
})

test('an ID token says when the person signed in, and not when they allowed it', async ({ scene, target }) => {
  const jar = (await scene.session('alice')).clone()
  const { sessionSecret } = target.secrets
  const { name, claims } = await openSession(jar, sessionSecret)
  const signedInAt = Number(claims.signedInAt) - 600
  jar.store(`${await sealSession({ name, claims: { ...claims, signedInAt } }, sessionSecret)}; Path=/`, target.web)
  const options = { issuer: target.web, resource: target.servers.tasks, redirectUri: REDIRECT_URI }
  const request = await prepareAuthorization({ ...options, scope: 'openid tasks:read' })
  const { callbackUrl } = await followAuthorization(jar, `${request.url}&max_age=40000`, REDIRECT_URI)
  const { json } = await redeemCode(request, readCode(request, callbackUrl ?? ''))
  expect(decodeJwt((json as { id_token: string }).id_token).auth_time).toBe(signedInAt)
})

test('who is to sign in anew does so, and is asked then', async ({ openAs, scene, target }) => {
  const credentials = await scene.userOffice.add()
  const page = await openAs(credentials, '/set-password')
  const options = { issuer: target.web, resource: target.servers.tasks, redirectUri: REDIRECT_URI }
  const { url } = await prepareAuthorization({ ...options, scope: 'tasks:read' })
  await page.goto(`${url}&prompt=login`)
  await expect(page.getByRole('button', { name: 'Allow' })).toHaveCount(0)
  // Both are known in whole seconds: a sign-in of the same second as the request counts as one of before.
  const second = () => Math.floor(Date.now() / 1_000)
  const asked = second()
  await expect.poll(second).toBeGreaterThan(asked)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByLabel('Email').fill(credentials.email)
  await page.getByLabel('Password').fill(credentials.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible()
})

test('the next person at a browser can allow a client as well, and it gets a token of that person', async ({
  scene,
}) => {
  const browser = (await scene.session('alice')).clone()
  await authorize(scene, browser, 'tasks:read')
  for (const { name, value, path } of (await scene.session('bob')).all()) {
    browser.store(`${name}=${value}; Path=${path}`, scene.target.web)
  }
  const { access_token: token } = await authorize(scene, browser, 'tasks:read')
  expect(decodeJwt(token).sub).toBe(await scene.subject('bob'))
})

test('a client that names no scope may read, and nothing else', async ({ scene }) => {
  const { access_token: token } = await authorize(scene, (await scene.session('alice')).clone(), '')
  expect(decodeJwt(token).scope).toBe('tasks:read')
})
