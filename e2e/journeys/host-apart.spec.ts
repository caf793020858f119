import { type Exchange, resultOf, send, toolCall } from '@chaperone/attack-suite'
import type { ToolCallResponse } from '@chaperone/contracts'
import { exportJWK, generateKeyPair } from 'jose'
import { startSecondWebApp } from '../support/second-web-app.ts'
import { test as base, expect } from '../support/test.ts'

/** Where the host listens that mints nothing: it exchanges what it is shown at an authorization server apart from it. */
const test = base.extend<object, { hostPort: number }>({
  hostPort: [
    async ({ target }, use) => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
      const jwks = { keys: [await exportJWK(publicKey)] }
      const issuer = await startSecondWebApp(target, { HOST_CLIENT_JWKS: JSON.stringify(jwks) })
      const host = await startSecondWebApp(target, {
        HOST_TOKENS: 'exchange',
        HOST_CLIENT_KEY: JSON.stringify(await exportJWK(privateKey)),
        TOKEN_ADDRESS: `http://localhost:${issuer.port}/oauth/token`,
      })
      await use(host.port)
      await host.stop()
      await issuer.stop()
    },
    { scope: 'worker' },
  ],
})

/** The claims of what the tasks server was shown, once it has answered. */
function claimsShown({ json }: Exchange) {
  const answer = json as ToolCallResponse
  expect(answer.status).toBe('done')
  return answer.hop.credential.kind === 'user_jwt' ? answer.hop.credential.claims : {}
}

test('a host that runs apart calls the servers with exchanged tokens: for a program, a browser and an agent', async ({
  hostPort,
  scene,
  target,
}) => {
  const at = `http://localhost:${hostPort}`
  const call = (headers: Record<string, string>) =>
    send({
      method: 'POST',
      url: `${at}/api/host/tools/call`,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ connection: 'tasks', tool: 'tasks_list_projects' }),
    })
  const exchanged = { aud: target.servers.tasks, sub: 'usr_alice', scope: 'tasks:read', act: { sub: 'mcp-host' } }

  const program = await call({ Authorization: `Bearer ${await scene.token('alice', 'host')}` })
  expect(claimsShown(program)).toMatchObject({ ...exchanged, grant_hash: expect.any(String) })

  const cookies = { Cookie: (await scene.session('alice')).header(target.web) ?? '' }
  expect(claimsShown(await call({ ...cookies, Origin: target.web }))).toMatchObject({
    ...exchanged,
    sid: expect.any(String),
  })

  const page = await send({ url: `${at}/tasks`, headers: cookies })
  expect(page.body).toContain('Borealis')

  const agent = await toolCall({
    url: `${at}/mcp`,
    headers: { Host: new URL(target.web).host },
    credential: await scene.token('alice', 'host-mcp'),
    tool: 'tasks__tasks_list_projects',
    arguments: {},
  })
  expect(JSON.stringify(resultOf(agent))).toContain('Borealis')
})
