import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@chaperone/attack-suite'
import { MODEL_KEY } from './support/language-model.ts'
import { expect, test } from './support/test.ts'

const JWT = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g
const API_KEY = /chap_[0-9a-z]{16}_[0-9a-z]{32}_[0-9a-z]{6}/g

test('nothing logged holds a token, a key or a password', async ({ target, issuerKeys, scene }) => {
  // At least one request of each kind has been logged, whichever tests ran before this one.
  await scene.callAs('alice', 'tasks', 'tasks_list_projects', {})
  await scene.call({
    server: 'weather',
    tool: 'weather_search_places',
    arguments: { query: 'Lisbon' },
    credential: target.secrets.apiKeys.weather,
  })

  const directory = join(target.stateDir, 'logs')
  // Servers write their lines together, some time after the answer.
  for (const file of ['tasks-server.log', 'weather-server.log'])
    await expect.poll(() => readFile(join(directory, file), 'utf8')).toContain('"msg":"answered"')
  const files = await readdir(directory)
  expect(files.length).toBeGreaterThan(3)
  const secrets = JSON.parse(await readFile(join(target.stateDir, 'secrets.json'), 'utf8')) as {
    sessionSecret: string
    databasePasswords: Record<string, string>
    masterKey: string
  }
  const exact = [
    DEMO_PASSWORD,
    MODEL_KEY,
    secrets.sessionSecret,
    ...Object.values(secrets.databasePasswords),
    secrets.masterKey,
    ...issuerKeys.map(({ d }) => String(d)),
  ]
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8')
    expect(text.match(JWT), file).toBeNull()
    expect(text.match(API_KEY), file).toBeNull()
    for (const secret of exact) expect(text.includes(secret), file).toBe(false)
  }
})
