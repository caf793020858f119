import { resourceScopes, serverNames } from '@chaperone/contracts'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from '../support/test.ts'

test('each server says who issues its tokens, and nothing more', async ({ request, target }) => {
  for (const name of serverNames) {
    const url = new URL(target.servers[name])
    for (const path of [
      `/.well-known/oauth-protected-resource${url.pathname}`,
      '/.well-known/oauth-protected-resource',
    ]) {
      const answer = await request.get(`${url.origin}${path}`)
      expect(answer.status()).toBe(200)
      expect(await answer.json()).toMatchObject({
        resource: url.href,
        authorization_servers: [target.web],
        scopes_supported: [...resourceScopes[name]],
        bearer_methods_supported: ['header'],
      })
    }
  }
})

test('the host says as an MCP server who issues its tokens, and only at its own path', async ({ request, target }) => {
  const path = '/.well-known/oauth-protected-resource/mcp'
  const answer = await request.get(`${target.web}${path}`)
  expect(await answer.json()).toMatchObject({
    resource: `${target.web}/mcp`,
    authorization_servers: [target.web],
    scopes_supported: ['host:read', 'host:call'],
  })
  const refused = await request.post(`${target.web}/mcp`)
  expect(refused.status()).toBe(401)
  const challenge = refused.headers()['www-authenticate'] ?? ''
  expect(challenge).toContain(`resource_metadata="${target.web}${path}"`)
  expect(challenge).toContain('scope="host:read host:call"')
  // The route behind the path is no second address.
  expect((await request.post(`${target.web}/api/mcp`)).status()).toBe(404)
})

test('the authorization server offers code with S256 and names itself in responses', async ({ request, target }) => {
  const answer = await request.get(`${target.web}/.well-known/oauth-authorization-server`)
  const metadata = (await answer.json()) as Record<string, unknown>
  expect(metadata).toMatchObject({
    issuer: target.web,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  })
  expect(metadata).not.toHaveProperty('registration_endpoint')
  expect(metadata.grant_types_supported).not.toContain('implicit')
})

test('the key set shows public keys only', async ({ request, target }) => {
  const answer = await request.get(`${target.web}/oauth/jwks`)
  const { keys } = (await answer.json()) as { keys: Record<string, unknown>[] }
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) {
    expect(key).not.toHaveProperty('d')
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256' })
  }
})

test('a token is for one server, one person, five minutes, and the scopes asked for', async ({ scene, target }) => {
  const token = await scene.token('alice', 'tasks', 'tasks:read')
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
  const claims = decodeJwt(token)
  expect(claims).toMatchObject({
    iss: target.web,
    aud: target.servers.tasks,
    sub: 'usr_alice',
    client_id: 'chaperone-cli',
    scope: 'tasks:read',
  })
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300)
  expect(claims.jti).toBeTruthy()
})

test('only tokens for the tasks server carry the address by which people are invited', async ({ scene }) => {
  expect(decodeJwt(await scene.token('alice', 'tasks'))).toHaveProperty('email', 'alice@example.com')
  expect(decodeJwt(await scene.token('alice', 'calendar'))).not.toHaveProperty('email')
})
