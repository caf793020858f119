import { NotOpened } from '@chaperone/db'
import type { RemoteAuthorization } from '@chaperone/mcp-host'
import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { type AddedServer, clientOf, sealClientSecret } from './remote-servers.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')
process.env.WEB_ORIGIN = 'https://chaperone.example'

const issuer = 'https://as.example'
const remote: RemoteAuthorization = {
  resource: 'https://notes.example/mcp',
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  offersOfflineAccess: false,
  takesMetadataDocuments: true,
  issRequired: true,
}
const server: AddedServer = {
  id: 'ext-notes',
  title: 'Notes',
  url: remote.resource,
  kind: 'oauth',
  clientId: null,
  clientSecret: null,
  issuer,
  addedAt: new Date(0),
}

test('RMS-35: everybody’s client is used only where each answer says whose it is', () => {
  const document = { kind: 'metadata_document', clientId: 'https://chaperone.example/mcp-client.json' }
  expect(clientOf(server, remote)).toEqual(document)
  const unsaid = { ...remote, issRequired: false }
  expect(() => clientOf(server, unsaid)).toThrowError(expect.objectContaining({ code: 'client_unknown' }))
  // A client of its own is known with its own redirect address only.
  expect(clientOf({ ...server, clientId: 'chaperone' }, unsaid)).toMatchObject({ clientId: 'chaperone' })
})

test('RMS-36: a client secret opens in no row that says to send it elsewhere', () => {
  const registered = { ...server, clientId: 'chaperone' }
  const row = { ...registered, clientSecret: sealClientSecret(registered, 'a secret') }
  expect(clientOf(row, remote)).toMatchObject({ clientSecret: 'a secret' })
  const changes = [
    { id: 'ext-evil' },
    { url: 'https://evil.example' },
    { issuer: 'https://evil.example' },
    { clientId: 'other' },
  ]
  for (const change of changes) expect(() => clientOf({ ...row, ...change }, remote)).toThrow(NotOpened)
})
