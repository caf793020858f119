import { expect, test, vi } from 'vitest'
import { setTestEnvironment } from './testing/test-environment.ts'

const publicKey = { kty: 'EC', crv: 'P-256', x: 'the x', y: 'the y' }

/** Reads the configuration as a process does that starts with these variables too. */
async function envWith(variables: Record<string, string>) {
  setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')
  const names = ['HOST_CLIENT_JWKS', 'HOST_CLIENT_KEY', 'HOST_TOKENS', 'IDENTITY_PROVIDERS']
  for (const name of names) delete process.env[name]
  Object.assign(process.env, variables)
  vi.resetModules()
  return (await import('./env.ts')).env()
}

test('unless the operator says otherwise, nobody exchanges tokens and no identity provider is believed', async () => {
  const env = await envWith({})
  expect(env).toMatchObject({ HOST_TOKENS: 'mint', IDENTITY_PROVIDERS: [] })
  expect(env.HOST_CLIENT_JWKS).toBeUndefined()
  const given = await envWith({ HOST_CLIENT_JWKS: JSON.stringify({ keys: [publicKey] }) })
  expect(given.HOST_CLIENT_JWKS).toEqual({ keys: [publicKey] })
})

test.each<[string, Record<string, string>]>([
  [
    'a private key among the public ones',
    { HOST_CLIENT_JWKS: JSON.stringify({ keys: [{ ...publicKey, d: 'secret' }] }) },
  ],
  ['no key', { HOST_CLIENT_JWKS: '{"keys":[]}' }],
  ['a public key as the private one', { HOST_TOKENS: 'exchange', HOST_CLIENT_KEY: JSON.stringify(publicKey) }],
  ['no key to exchange with', { HOST_TOKENS: 'exchange' }],
  ['half of a key', { HOST_TOKENS: 'exchange', HOST_CLIENT_KEY: '{"d":"secret' }],
])('%s is an error that names the variable, and no key', async (_what, variables) => {
  const error = await envWith(variables).catch((problem: unknown) => String(problem))
  expect(error).toContain('HOST_CLIENT_')
  expect(error).not.toContain('secret')
})
