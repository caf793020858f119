import {
  type CookieJar,
  followAuthorization,
  prepareAuthorization,
  readCode,
  readToken,
  redeemCode,
  type Scene,
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
