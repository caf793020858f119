import {
  beginAuthorization,
  chooseClient,
  discoverRemote,
  finishAuthorization,
  type RemoteAuthorization,
  type RemoteClient,
  type RemoteTokens,
  registerClient,
  requestChallenge,
  scopesForChallenge,
} from '@chaperone/mcp-host'

/** What a scenario gave the client beforehand. */
export interface ScenarioContext {
  client_id?: string
  client_secret?: string
  issuer?: string
}

export interface RemoteAccount {
  accessToken(): string
  /** After a refusal: true when there is a new token to try with. */
  regain(refusal: { status: number; challenge: string | null }): Promise<boolean>
}

/** The address that the suite's scenarios know a metadata document by. */
const METADATA_DOCUMENT = 'https://conformance-test.local/client-metadata.json'
const REDIRECT_URI = 'http://localhost/callback'

/** Somebody's account at the server of a scenario, connected over the host's own OAuth client. */
export async function openAccount(url: string, context: ScenarioContext): Promise<RemoteAccount> {
  const network = { fetch, allowLoopbackHttp: true }
  const clients = new Map<string, RemoteClient>()
  let tokens = await connect()

  async function connect(scopes?: string[]): Promise<RemoteTokens> {
    const challenge = await requestChallenge({ url, ...network })
    const remote = await discoverRemote({ url, challenge, ...network })
    const client = clients.get(remote.issuer) ?? (await clientAt(remote))
    clients.set(remote.issuer, client)
    const { url: address, pending } = await beginAuthorization({ remote, client, redirectUri: REDIRECT_URI, scopes })
    // The suite's authorization servers ask nobody: the browser is sent back at once.
    const { headers } = await fetch(address, { redirect: 'manual' })
    const callback = new URL(headers.get('location') ?? '').searchParams
    return finishAuthorization({ pending, callback, client, fetch })
  }

  async function clientAt(remote: RemoteAuthorization): Promise<RemoteClient> {
    const { client_id: clientId, client_secret: clientSecret, issuer = remote.issuer } = context
    if (clientId) return chooseClient({ remote, registered: { kind: 'registered', issuer, clientId, clientSecret } })
    if (remote.takesMetadataDocuments) return chooseClient({ remote, metadataDocumentUrl: METADATA_DOCUMENT })
    return registerClient({ remote, name: 'Chaperone', redirectUri: REDIRECT_URI, fetch })
  }

  return {
    accessToken: () => tokens.accessToken,
    async regain({ status, challenge }) {
      const scopes = status === 403 ? scopesForChallenge(challenge, tokens.scopes) : undefined
      if (scopes === null || ![401, 403].includes(status)) return false
      tokens = await connect(scopes)
      return true
    },
  }
}
