import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { runCommand } from '../support/run-command.ts'
import { expect, test } from '../support/test.ts'

interface Made {
  id: string
}

test('npm run users: somebody is added, is listed, and is gone', async ({ page, target }) => {
  const email = `dave-${Date.now()}@example.com`
  const users = <T>(...args: string[]) => runCommand<T>(target, 'users', ...args)
  const { link } = await users<{ link: string }>('add', '--email', email, '--name', 'Dave')
  await page.goto(link)
  await expect(page.getByRole('main')).toContainText(email)
  await users('remove', '--email', email)
  expect(await users<object[]>('list')).not.toContainEqual(expect.objectContaining({ email }))
})

test('npm run keys: a key is created, replaced at once, and revoked', async ({ scene, target }) => {
  const keys = <T>(...args: string[]) => runCommand<T>(target, 'keys', ...args)
  const statusWith = async (credential: string) => {
    const call = { server: 'weather', tool: 'weather_forecast', arguments: { place: 'Lisbon' }, credential } as const
    return (await scene.call(call)).status
  }
  const first = await keys<Made & { key: string }>('create', '--server', 'weather', '--scopes', 'weather:read')
  expect(await statusWith(first.key)).toBe(200)
  const second = await keys<Made & { key: string }>('rotate', first.id, '--overlap-seconds', '0')
  expect(await statusWith(first.key)).toBe(401)
  expect(await statusWith(second.key)).toBe(200)
  await keys('revoke', second.id)
  expect(await statusWith(second.key)).toBe(401)
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

  await clients('block', program.id)
  const listed = await clients<Made[]>('list')
  expect(listed).toContainEqual(expect.objectContaining({ id: program.id, blockedAt: expect.any(String) }))
  expect(listed).toContainEqual(expect.objectContaining({ id: machine.id, kind: 'machine', blockedAt: null }))
  await clients('unblock', program.id)
  for (const { id } of [program, machine]) await clients('remove', id)
})
