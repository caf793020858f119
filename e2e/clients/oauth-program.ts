import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  Client,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'

interface ProgramOptions {
  /** What the authorization server knows it by; a URL is a client id metadata document. */
  clientId: string
  /** The authorization server that knows it. */
  issuer: string
  /** Opens the person's browser. Resolves when the person has decided. */
  openBrowser(url: URL): Promise<void>
}

/** A program of somebody else's: the official SDK's OAuth client, with a loopback redirect and credentials in memory. */
export class OAuthProgram implements OAuthClientProvider {
  readonly #options: ProgramOptions
  readonly #server: Server
  readonly #answers: URLSearchParams[] = []
  readonly clientMetadataUrl?: string
  #tokens: StoredOAuthTokens | undefined
  #client: StoredOAuthClientInformation | undefined
  #verifier = ''
  #state = ''
  #discovery: OAuthDiscoveryState | undefined
  /** Where the browser was sent, in order. */
  readonly opened: URL[] = []

  private constructor(options: ProgramOptions, server: Server) {
    this.#options = options
    this.#server = server
    if (URL.canParse(options.clientId)) this.clientMetadataUrl = options.clientId
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', this.redirectUrl)
      if (pathname === '/callback') this.#answers.push(searchParams)
      response.end('Done.')
    })
  }

  static async start(options: ProgramOptions): Promise<OAuthProgram> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new OAuthProgram(options, server)
  }

  get redirectUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/callback`
  }

  get clientMetadata() {
    return { redirect_uris: [this.redirectUrl], grant_types: ['authorization_code', 'refresh_token'] }
  }

  get tokens(): () => StoredOAuthTokens | undefined {
    return () => this.#tokens
  }

  state(): string {
    this.#state = randomUUID()
    return this.#state
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    const { clientId, issuer } = this.#options
    return this.clientMetadataUrl ? this.#client : { client_id: clientId, issuer }
  }

  /** What the SDK takes the client id to be, after it has seen that the server fetches documents. */
  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.#client = client
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.#tokens = tokens
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }

  codeVerifier(): string {
    return this.#verifier
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovery = state
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    this.opened.push(url)
    await this.#options.openBrowser(url)
  }

  /** Runs one piece of work with a server, through as many consents as that takes. */
  async use<T>(endpoint: string, work: (client: Client) => Promise<T>, consents = 1): Promise<T> {
    const transport = new StreamableHTTPClientTransport(new URL(endpoint), { authProvider: this })
    const client = new Client({ name: 'program', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
    try {
      await client.connect(transport)
      return await work(client)
    } catch (error) {
      if (!(error instanceof UnauthorizedError) || consents === 0) throw error
      const answer = this.#answers.pop() ?? new URLSearchParams()
      if (answer.get('state') !== this.#state) throw new Error('the answer carries another state')
      await transport.finishAuth(answer)
    } finally {
      await client.close()
    }
    return this.use(endpoint, work, consents - 1)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
