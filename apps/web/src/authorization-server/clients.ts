import { COMMAND_LINE_CLIENT_ID, HOST_CLIENT_ID, lineSchema, TOKEN_EXCHANGE_GRANT } from '@chaperone/contracts'
import type { Client, ClientMetadata } from 'oidc-provider'
import { env } from '../env'

/** What a client is that says nothing else: a public one, on the person's own machine, that cannot stay connected. */
export const clientDefaults = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  id_token_signed_response_alg: 'ES256',
} as const satisfies Partial<ClientMetadata>

/** The clients that this server knows by itself. */
export const registeredClients = (): ClientMetadata[] => [
  {
    client_id: COMMAND_LINE_CLIENT_ID,
    client_name: 'Chaperone command line',
    // RFC 8252 §7.3: any port of the loopback address. By its name as well, which other command lines use.
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
  },
  {
    client_id: HOST_CLIENT_ID,
    client_name: 'Chaperone host',
    redirect_uris: [],
    response_types: [],
    ...hostGrants(),
  },
]

/**
 * The host itself. Without grants and redirect addresses nothing can be obtained with this client from outside, unless a
 * key of it is configured: then whoever proves that key may exchange.
 */
function hostGrants(): Partial<ClientMetadata> {
  const { HOST_CLIENT_JWKS: jwks } = env()
  if (!jwks) return { grant_types: [] }
  return {
    grant_types: [TOKEN_EXCHANGE_GRANT],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: jwks as NonNullable<ClientMetadata['jwks']>,
  }
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']
const nameSchema = lineSchema(60)

/**
 * Whether a client that describes itself may ask people for access: it has a name that reads as it is stored, and answers
 * go to a web address or to the person's own machine, never to whatever program has claimed a scheme.
 *
 * @see MCP 2026-07-28 Authorization, Open Redirection; RFC 8252 §8.4
 */
export function isAcceptable({ clientName, redirectUris, jwksUri }: Client): boolean {
  // A key is in the document itself: another address would be fetched whenever anybody asks for a token.
  if (jwksUri !== undefined) return false
  return nameSchema.safeParse(clientName).success && (redirectUris ?? []).every(isWebOrLoopback)
}

function isWebOrLoopback(uri: string): boolean {
  const { protocol, hostname } = new URL(uri)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}
