import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { connectedPrograms, endPrograms } from './connected-programs.ts'
import { authorizationServer } from './provider.ts'

const person = { id: 'usr_a', email: 'a@example.com' }
useWebDatabase(person)

async function grantFor(accountId: string, resource: string, scope: string) {
  const provider = await authorizationServer()
  const client = await provider.Client.find(COMMAND_LINE_CLIENT_ID)
  if (!client) throw new Error('the command line is not registered')
  const grant = new provider.Grant({ accountId, clientId: COMMAND_LINE_CLIENT_ID })
  grant.addResourceScope(resource, scope)
  grant.addOIDCScope('offline_access')
  const grantId = await grant.save()
  const common = { accountId, client, grantId, gty: 'authorization_code', resource, scope: `${scope} offline_access` }
  const code = await new provider.AuthorizationCode({ ...common, redirectUri: 'http://127.0.0.1/callback' }).save()
  const refreshToken = await new provider.RefreshToken(common as never).save()
  return { grantId, code, refreshToken }
}

test('nothing in the database can be redeemed: no code, no refresh token, no signing key', async () => {
  const provider = await authorizationServer()
  const { code, refreshToken } = await grantFor(person.id, 'http://localhost:4003/mcp', 'tasks:read')
  const Session = provider.Session as unknown as new (
    fields: object,
  ) => { jti: string; save(ttl: number): Promise<void> }
  const session = new Session({ accountId: person.id })
  await session.save(60)
  const rows = await Promise.all([database().unowned.oidcRecord.findMany(), database().unowned.signingKey.findMany()])
  const kept = JSON.stringify(rows)
  expect(rows[0].map(({ model }) => model).sort()).toEqual(['AuthorizationCode', 'Grant', 'RefreshToken', 'Session'])
  for (const secret of [code, refreshToken, session.jti, '"d":']) expect(kept).not.toContain(secret)
})

test('a person sees their own programs, with all that was allowed them, and ends no one else’s', async () => {
  await database().unowned.oidcRecord.deleteMany()
  await grantFor(person.id, 'http://localhost:4003/mcp', 'tasks:read')
  await grantFor(person.id, 'http://localhost:4003/mcp', 'tasks:write')
  await grantFor('usr_b', 'http://localhost:4002/mcp', 'calendar:read')
  const [program, ...others] = await connectedPrograms(person.id)
  expect(others).toEqual([])
  expect(program).toMatchObject({ clientName: 'Chaperone command line', resourceTitle: 'Tasks' })
  expect(program?.sentences).toHaveLength(2)

  const [foreign] = await connectedPrograms('usr_b')
  expect(await endPrograms(person.id, foreign?.grants ?? [])).toEqual([])
  expect(await endPrograms(person.id, ['\0', 'nonsense'])).toEqual([])
  expect(await endPrograms(person.id, program?.grants ?? [])).toEqual(program?.grants.map(() => program.clientId))
  expect(await connectedPrograms(person.id)).toEqual([])
  expect(await connectedPrograms('usr_b')).toHaveLength(1)
})
