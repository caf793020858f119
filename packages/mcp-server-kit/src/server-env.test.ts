import { expect, test } from 'vitest'
import { readEnv, serverEnvSchema } from './server-env.ts'

const usable = {
  RESOURCE_URL: 'http://localhost:4003/mcp',
  PORT: '4003',
  DATABASE_URL: 'postgresql://chaperone_tasks:hunter2@127.0.0.1:5432/chaperone',
  AUTH_ISSUER: 'http://localhost:3000',
  JWKS_URL: 'http://localhost:3000/oauth/jwks',
  REQUEST_STATE_SECRET: 'correct-horse-battery-staple-2026',
}

test('what is optional has safe defaults', () => {
  const environment = readEnv(serverEnvSchema, { ...usable, ALLOWED_ORIGINS: '' })
  expect(environment).toMatchObject({ PORT: 4003, BIND_ADDRESS: '127.0.0.1', ALLOWED_ORIGINS: [], ALLOWED_HOSTS: [] })
})

test('lists are separated by commas', () => {
  const { ALLOWED_ORIGINS } = readEnv(serverEnvSchema, {
    ...usable,
    ALLOWED_ORIGINS: 'https://a.test, https://b.test,',
  })
  expect(ALLOWED_ORIGINS).toEqual(['https://a.test', 'https://b.test'])
})

test('further issuers are a JSON list, each with a prefix for its subjects', () => {
  const acme = { issuer: 'https://id.acme.example', jwksUrl: 'https://id.acme.example/jwks', subjectPrefix: 'acme' }
  const read = (value: unknown) => readEnv(serverEnvSchema, { ...usable, AUTH_ISSUERS: JSON.stringify(value) })
  expect(read([acme]).AUTH_ISSUERS).toEqual([{ ...acme, algorithm: 'ES256' }])
  expect(read([{ ...acme, algorithm: 'RS256' }]).AUTH_ISSUERS).toEqual([{ ...acme, algorithm: 'RS256' }])
  const wrong = [
    acme,
    [{ ...acme, subjectPrefix: undefined }],
    [{ ...acme, subjectPrefix: 'a:b' }],
    [{ ...acme, x: 1 }],
    [{ ...acme, algorithm: 'HS256' }],
  ]
  for (const value of wrong) expect(() => read(value)).toThrow('AUTH_ISSUERS must be a JSON list')
  expect(() => readEnv(serverEnvSchema, { ...usable, AUTH_ISSUERS: 'https://id.acme.example' })).toThrow('AUTH_ISSUERS')
})

test.each(Object.keys(usable))('a missing %s is named', (name) => {
  expect(() => readEnv(serverEnvSchema, { ...usable, [name]: undefined })).toThrow(`${name} is not set`)
})

test.each([
  ['RESOURCE_URL', 'http://localhost:4003/'],
  ['RESOURCE_URL', 'localhost:4003/mcp'],
  ['PORT', 'http'],
  ['DATABASE_URL', 'mysql://root:hunter2@localhost/chaperone'],
  ['JWKS_URL', 'file:///etc/passwd'],
  ['REDIS_URL', 'http://root:hunter2@localhost:6379'],
  ['REQUEST_STATE_SECRET', 'hunter2'],
])('a wrong %s is named, and its value not repeated', (name, value) => {
  const read = () => readEnv(serverEnvSchema, { ...usable, [name]: value })
  expect(read).toThrow(name)
  expect(read).not.toThrow(value)
})
