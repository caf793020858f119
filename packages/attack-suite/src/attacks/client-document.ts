import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { readCode, redeemCode } from '../oauth/redeem-code.ts'
import type { DocumentAnswer, PublishedDocument, Scene } from '../scene.ts'

const REDIRECT_URI = 'http://127.0.0.1:49158/callback'
const CLIENTS = 'apps/web/src/authorization-server/clients.ts'
const FETCH = 'apps/web/src/outside/fetch-outside.ts'
const SERVER = 'apps/web/src/authorization-server/provider.ts'
const CIMD = 'MCP 2026-07-28 Client Registration, Client ID Metadata Documents'
const SSRF = 'MCP 2026-07-28 Security Best Practices, Server-Side Request Forgery'

interface Metadata {
  client_id: string
  [name: string]: unknown
}

const honestMetadata = (url: string): Metadata => ({
  client_id: url,
  client_name: 'A visiting program',
  redirect_uris: ['http://127.0.0.1/callback'],
})

function asJson(metadata: object): DocumentAnswer {
  return { body: JSON.stringify(metadata) }
}

/** The document of a client that nothing is wrong with. */
export function publishHonest({ documentServer }: Scene): Promise<PublishedDocument> {
  return documentServer.publish((url) => asJson(honestMetadata(url)))
}

/** As far as an authorization request of this client comes for Alice, who allows what she is asked. */
export async function authorize(scene: Scene, clientId: string, redirectUri = REDIRECT_URI): Promise<Exchange> {
  const { web, servers } = scene.target
  const request = await prepareAuthorization({
    issuer: web,
    resource: servers.tasks,
    scope: 'tasks:read',
    redirectUri,
    clientId,
  })
  const session = (await scene.session('alice')).clone()
  return (await followAuthorization(session, request.url, redirectUri)).last
}

export const wasAllowed = ({ headers }: Exchange) => headers.location?.startsWith(REDIRECT_URI) === true

/** Nothing is said about why: whoever asks for a document could read from it what answers where. */
const REFUSED: Expectation = {
  status: [400, 401],
  error: ['invalid_client', 'invalid_client_metadata', 'invalid_redirect_uri'],
}

interface OddDocument {
  id: string
  title: string
  source: string
  control: string
  file: string
  document(url: string): DocumentAnswer
}

const oddDocuments: readonly OddDocument[] = [
  {
    id: 'CID-01',
    title: "cannot borrow another client's name and address by copying its document",
    source: CIMD,
    control: 'The client_id in a document must be the address it was fetched from.',
    file: SERVER,
    document: () => asJson(honestMetadata('https://client.example/other.json')),
  },
  {
    id: 'CID-02',
    title: 'cannot send the server on to another address with a redirect',
    source: SSRF,
    control: 'A redirect is an answer, and not the one that is wanted.',
    file: FETCH,
    document: () => ({ status: 302, headers: { Location: 'https://169.254.169.254/latest/meta-data' }, body: '' }),
  },
  {
    id: 'CID-03',
    title: 'cannot make the server read a document without end',
    source: SSRF,
    control: 'Reading stops at a limit.',
    file: FETCH,
    document: (url) => asJson({ ...honestMetadata(url), padding: 'x'.repeat(1024 * 1024) }),
  },
  {
    id: 'CID-04',
    title: 'cannot register with something that is no document',
    source: CIMD,
    control: 'A document is one JSON object.',
    file: SERVER,
    document: () => ({ body: '<script>alert(1)</script>' }),
  },
  {
    id: 'CID-05',
    title: 'cannot have answers sent to whatever program has claimed a scheme',
    source: 'MCP 2026-07-28 Authorization, Open Redirection; RFC 8252 §8.4',
    control: 'Redirect addresses are https, or on the machine of the person.',
    file: CLIENTS,
    document: (url) =>
      asJson({ ...honestMetadata(url), redirect_uris: ['http://127.0.0.1/callback', 'evil:callback'] }),
  },
  {
    id: 'CID-06',
    title: 'cannot have answers sent over a network in the clear',
    source: 'MCP 2026-07-28 Authorization, Communication Security',
    control: 'Redirect addresses are https, or on the machine of the person.',
    file: CLIENTS,
    document: (url) =>
      asJson({ ...honestMetadata(url), redirect_uris: ['http://127.0.0.1/callback', 'http://evil.example/callback'] }),
  },
  {
    id: 'CID-07',
    title: 'cannot ask under a name that reads otherwise than it is',
    source: 'Unicode Technical Standard 55 §3; MCP 2026-07-28 Security Best Practices, Consent UI Requirements',
    control: 'A client has a short name without hidden characters.',
    file: CLIENTS,
    document: (url) => asJson({ ...honestMetadata(url), client_name: 'Chaperone \u202Eenil dnammoc' }),
  },
  {
    id: 'CID-08',
    title: 'cannot ask without a name',
    source: CIMD,
    control: 'A client has a short name without hidden characters.',
    file: CLIENTS,
    document: (url) => asJson({ ...honestMetadata(url), client_name: undefined }),
  },
  {
    id: 'CID-21',
    title: 'cannot make the server fetch keys from yet another address',
    source: `${SSRF}; OWASP API4:2023`,
    control: 'A client that describes itself has its keys in the description.',
    file: CLIENTS,
    document: (url) =>
      asJson({ ...honestMetadata(url), token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${url}/jwks` }),
  },
  {
    id: 'CID-22',
    title: 'cannot have the server read a document that is small when packed',
    source: `${SSRF}; CWE-409`,
    control: 'Packed answers are not read.',
    file: FETCH,
    document: (url) => ({ ...asJson(honestMetadata(url)), headers: { 'Content-Encoding': 'br' } }),
  },
  {
    id: 'CID-09',
    title: 'cannot bring a shared secret in a public document',
    source: CIMD,
    control: 'Clients that describe themselves have a key or nothing.',
    file: SERVER,
    document: (url) => asJson({ ...honestMetadata(url), token_endpoint_auth_method: 'client_secret_post' }),
  },
]

interface OddAddress {
  id: string
  what: string
  clientId: string
}

/** Each is refused before anything is connected to. */
const oddAddresses: readonly OddAddress[] = [
  { id: 'CID-10', what: 'the metadata service of a cloud', clientId: 'https://169.254.169.254/client.json' },
  { id: 'CID-11', what: 'the machine it runs on', clientId: 'https://127.0.0.1:PORT/PATH' },
  { id: 'CID-12', what: 'the machine it runs on, in IPv6', clientId: 'https://[::1]:PORT/PATH' },
  { id: 'CID-13', what: 'the machine it runs on, as a number', clientId: 'https://2130706433:PORT/PATH' },
  { id: 'CID-14', what: 'the machine it runs on, mapped into IPv6', clientId: 'https://[::ffff:7f00:1]:PORT/PATH' },
  { id: 'CID-15', what: 'a private network', clientId: 'https://10.0.0.1/client.json' },
  { id: 'CID-16', what: 'an address without TLS', clientId: 'http://localhost:PORT/PATH' },
  { id: 'CID-17', what: 'an address with a password', clientId: 'https://user:secret@localhost:PORT/PATH' },
  { id: 'CID-23', what: 'an address that is spelled in another way', clientId: 'HTTPS://localhost:PORT/PATH' },
  { id: 'CID-18', what: 'an address with a fragment', clientId: 'https://localhost:PORT/PATH#evil' },
]

export const clientDocumentAttacks: readonly Attack[] = [
  ...oddDocuments.map(({ document, ...attack }) =>
    defineAttack({
      ...attack,
      async prepare(scene) {
        return { honest: await publishHonest(scene), odd: await scene.documentServer.publish(document) }
      },
      honest: (scene, { honest }) => authorize(scene, honest.url),
      isAccepted: wasAllowed,
      attack: (scene, { odd }) => authorize(scene, odd.url),
      expect: { ...REFUSED, excludes: 'meta-data' },
    }),
  ),
  ...oddAddresses.map(({ id, what, clientId }) =>
    defineAttack({
      id,
      title: `cannot make the server fetch from ${what}`,
      source: SSRF,
      control: 'Only https addresses of the public internet are connected to, judged after the name is resolved.',
      file: FETCH,
      prepare: publishHonest,
      honest: (scene, document) => authorize(scene, document.url),
      isAccepted: wasAllowed,
      attack(scene, document) {
        const { port, pathname } = new URL(document.url)
        return authorize(scene, clientId.replace('PORT', port).replace('/PATH', pathname))
      },
      expect: REFUSED,
      state: async (_scene, document) => document.requests(),
    }),
  ),
  defineAttack({
    id: 'CID-19',
    title: 'cannot have the code sent to an address that the document does not name',
    source: `${CIMD}; CVE-2025-4143`,
    control: 'redirect_uri must be one of the document; only the port of a loopback address may differ.',
    file: SERVER,
    prepare: publishHonest,
    honest: (scene, document) => authorize(scene, document.url),
    isAccepted: wasAllowed,
    attack: (scene, document) => authorize(scene, document.url, 'https://evil.example/callback'),
    expect: { status: 400, excludes: 'evil.example/' },
  }),
  defineAttack({
    id: 'CID-20',
    title: 'cannot redeem the code of another client that describes itself',
    source: 'OAuth 2.1 §4.1.3',
    control: 'A code is bound to its client.',
    file: SERVER,
    async prepare(scene) {
      const [victim, thief] = [await publishHonest(scene), await publishHonest(scene)]
      // Known to the server, so that the only thing wrong is whose code it is.
      await authorize(scene, thief.url)
      return { thief, codes: [await codeFor(scene, victim.url), await codeFor(scene, victim.url)] as const }
    },
    honest: (_scene, { codes }) => codes[0].redeem(),
    attack: (_scene, { codes, thief }) => codes[1].redeem(thief.url),
    expect: { status: 400, error: 'invalid_grant' },
  }),
]

export async function codeFor(scene: Scene, clientId: string) {
  const { web, servers } = scene.target
  const request = await prepareAuthorization({
    issuer: web,
    resource: servers.tasks,
    scope: 'tasks:read',
    redirectUri: REDIRECT_URI,
    clientId,
  })
  const session = (await scene.session('alice')).clone()
  const { callbackUrl } = await followAuthorization(session, request.url, REDIRECT_URI)
  const code = readCode(request, callbackUrl ?? '')
  return { redeem: (presentedBy = clientId) => redeemCode(request, code, { client_id: presentedBy }) }
}
