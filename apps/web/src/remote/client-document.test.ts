import type { RemoteAuthorization } from '@chaperone/mcp-host'
import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { type AddedServer, clientOf } from './remote-servers.ts'

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
