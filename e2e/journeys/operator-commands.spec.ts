import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { runCommand } from '../support/run-command.ts'
import { expect, test } from '../support/test.ts'

interface Made {
  id: string
}

interface MadeKey extends Made {
  key: string
  expiresAt: string
}

test('npm run users: somebody is added, gets another link, is signed out, and is gone', async ({ page, target }) => {
  const email = `dave-${Date.now()}@example.com`
  const users = <T>(...args: string[]) => runCommand<T>(target, 'users', ...args)
  const { link } = await users<{ link: string }>('add', '--email', email, '--name', 'Dave')
  const listed = expect.objectContaining({ email, hasPassword: false })
  expect(await users<object[]>('list')).toContainEqual(listed)
  const { link: other } = await users<{ link: string }>('reset', '--email', email)
  await page.goto(link)
  await expect(page).toHaveTitle(/^This link is over/)
  await page.goto(other)
  await expect(page.getByRole('main')).toContainText(email)
  await users('sign-out', '--email', email)
  await page.goto(other)
  await expect(page).toHaveTitle(/^This link is over/)
  await users('remove', '--email', email)
  expect(await users<object[]>('list')).not.toContainEqual(listed)
})

test('npm run keys: a key is created, replaced at once by one that ends soon, and revoked', async ({
  scene,
  target,
}) => {
  const keys = <T>(...args: string[]) => runCommand<T>(target, 'keys', ...args)
  const statusWith = async (credential: string) => {
    const call = { server: 'weather', tool: 'weather_forecast', arguments: { place: 'Lisbon' }, credential } as const
    return (await scene.call(call)).status
  }
  const order = ['--server', 'weather', '--scopes', 'weather:read', '--client', 'nightly']
  const first = await keys<MadeKey>('create', ...order)
  expect(await statusWith(first.key)).toBe(200)
  const rotation = ['--overlap-seconds', '0', '--expires-in-seconds', '3600']
  const second = await keys<MadeKey>('rotate', first.id, ...rotation)
  expect(Math.abs(Date.parse(second.expiresAt) - Date.now() - 3_600_000)).toBeLessThan(60_000)
  expect(await statusWith(first.key)).toBe(401)
  expect(await statusWith(second.key)).toBe(200)
  await keys('revoke', second.id)
  expect(await statusWith(second.key)).toBe(401)
  const [row] = (await keys<MadeKey[]>('list')).filter(({ id }) => id === second.id)
  expect(row).toMatchObject({ clientId: 'nightly', scopes: ['weather:read'], revokedAt: expect.any(String) })
})

test('npm run clients: programs are registered, blocked and removed', async ({ target }, testInfo) => {
  const clients = <T>(...args: string[]) => runCommand<T>(target, 'clients', ...args)
  const file = testInfo.outputPath('public.jwk.json')
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await writeFile(file, JSON.stringify(publicKey.export({ format: 'jwk' })))
  const program = await clients<Made>('add', '--name', 'Reports', '--redirect', 'https://x.example/cb', '--key', file)
  const order = ['--name', 'Nightly', '--server', 'calendar', '--scopes', 'calendar:read']
  const machine = await clients<Made & { privateKey: object }>('add-machine', ...order)
  expect(machine.privateKey).toMatchObject({ kty: 'EC', crv: 'P-256', d: expect.any(String) })

  const rowOf = async ({ id }: Made) => (await clients<Made[]>('list')).find((row) => row.id === id)
  expect(await rowOf(machine)).toMatchObject({ kind: 'machine', blockedAt: null })
  await clients('block', program.id)
  expect(await rowOf(program)).toMatchObject({ kind: 'people', blockedAt: expect.any(String) })
  await clients('unblock', program.id)
  expect(await rowOf(program)).toMatchObject({ blockedAt: null })
  for (const made of [program, machine]) {
    await clients('remove', made.id)
    expect(await rowOf(made)).toBeUndefined()
  }
})
