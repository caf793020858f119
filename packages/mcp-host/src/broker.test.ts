import type { TokenOrigin } from '@chaperone/contracts'
import { UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { createBroker } from './broker.ts'
import type { Connection } from './registry.ts'

const tasks: Connection = {
  id: 'tasks',
  title: 'Tasks',
  server: 'tasks',
  resource: 'http://localhost:4003/mcp',
  address: 'http://localhost:4003/mcp',
  credential: { kind: 'user_jwt' },
  trust: 'own',
  resultLabels: ['private'],
}

function alice(origin: TokenOrigin) {
  return { userId: 'usr_alice', name: 'Alice', via: 'session' as const, origin }
}

test('a token is fetched once for a session, and never serves another session or a grant', async () => {
  let minted = 0
  const broker = createBroker({
    async mint({ principal, resource, thumbprint }) {
      minted += 1
      const { userId, origin } = principal
      const claims = { sub: userId, aud: resource, sid: origin.id, jti: String(minted), cnf: { jkt: thumbprint } }
      return { token: new UnsecuredJWT(claims).encode(), expiresAtSeconds: Date.now() / 1_000 + 300 }
    },
  })
  async function tokenFor(origin: TokenOrigin): Promise<string | undefined> {
    const credential = await broker.credentialFor(alice(origin), tasks, 'tasks:read')
    return (await credential.present({ method: 'POST', url: tasks.resource, nonce: undefined })).Authorization
  }

  const first = await tokenFor({ kind: 'session', id: 'ses_a' })
  expect(await tokenFor({ kind: 'session', id: 'ses_a' })).toBe(first)
  for (const origin of [{ kind: 'session', id: 'ses_b' } as const, { kind: 'grant', id: 'ses_a' } as const]) {
    expect(await tokenFor(origin)).not.toBe(first)
  }
  expect(minted).toBe(3)
})
