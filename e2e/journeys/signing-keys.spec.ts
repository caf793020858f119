import { decodeProtectedHeader, type JWK } from 'jose'
import { runCommand } from '../support/run-command.ts'
import { expect, test } from '../support/test.ts'

const PATIENCE = { timeout: 30_000 }

test('a new key is published before it signs, and no request notices', async ({ request, scene, target }) => {
  const published = async (): Promise<string[]> => {
    const { keys } = (await (await request.get(`${target.web}/oauth/jwks`)).json()) as { keys: JWK[] }
    return keys.map(({ kid }) => String(kid))
  }
  const [signing] = await published()
  const before = await scene.token('bob', 'tasks', 'tasks:read')
  await runCommand(target, 'signing-keys', 'rotate')
  const kept = await runCommand<{ kid: string }[]>(target, 'signing-keys', 'list')
  await expect.poll(published, PATIENCE).toContain(kept[0]?.kid)
  expect((await published())[0]).toBe(signing)

  const after = await scene.token('bob', 'tasks', 'tasks:read tasks:write')
  expect(decodeProtectedHeader(after).kid).toBe(signing)
  for (const credential of [before, after]) {
    const call = { server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential } as const
    expect((await scene.call(call)).status).toBe(200)
  }
})
