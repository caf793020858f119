import GitHubProvider from 'next-auth/providers/github'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env } from '../env'
import { openIdMetadata } from './openid-metadata'

/** What a service says of somebody. */
export interface ExternalProfile {
  /** At the service, for ever the same. */
  id: string
  name: string
  email: string | null
  /** Whether the service has seen that the address is theirs. */
  isEmailVerified: boolean
}

/** Where a service is asked, as far as that is not known without asking it. */
export type ExternalEndpoints = Pick<OAuthConfig<object>, 'authorization' | 'token' | 'jwks_endpoint' | 'client'>

export type EndpointsOf = Partial<Record<ExternalProvider['id'], ExternalEndpoints>>

export interface ExternalProvider {
  /** In addresses. */
  id: 'github' | 'oidc'
  /** On the button. */
  name: string
  /** Stands for the service in the database: what is there of one is nothing to another. */
  issuer: string
  config: Omit<OAuthConfig<object>, 'profile'>
  /** `namesItself`: it says in each of its answers who gives it. @throws Error when the service cannot be asked */
  endpoints(): Promise<ExternalEndpoints & { namesItself: boolean }>
  profileOf(claims: object): ExternalProfile
}

const GITHUB = 'https://github.com'
const GITHUB_USER = 'https://api.github.com/user'
const GITHUB_EMAILS = 'https://api.github.com/user/emails'

/** The other services at which people may sign in: those that are configured. */
export function externalProviders(): ExternalProvider[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env()
  const providers: ExternalProvider[] = []
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET) providers.push(gitHub(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET))
  if (OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET) {
    providers.push(
      openIdConnect(OIDC_ISSUER, OIDC_NAME, { clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET }),
    )
  }
  return providers
}

interface ClientCredentials {
  clientId: string
  clientSecret: string
}

/** @see OpenID Connect Core §3.1, §5.1: `email_verified` */
function openIdConnect(issuer: string, name: string, credentials: ClientCredentials): ExternalProvider {
  return {
    id: 'oidc',
    name,
    issuer,
    config: {
      id: 'oidc',
      name,
      type: 'oauth',
      issuer,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      ...credentials,
    },
    async endpoints() {
      const metadata = await openIdMetadata(issuer)
      const isBasic = metadata.token_endpoint_auth_methods_supported.includes('client_secret_basic')
      return {
        authorization: { url: metadata.authorization_endpoint, params: { scope: 'openid email profile' } },
        token: { url: metadata.token_endpoint },
        jwks_endpoint: metadata.jwks_uri,
        client: { token_endpoint_auth_method: isBasic ? 'client_secret_basic' : 'client_secret_post' },
        namesItself: metadata.authorization_response_iss_parameter_supported,
      }
    },
    profileOf(claims) {
      const said = claims as { sub: string; name?: string; email?: string; email_verified?: boolean }
      const { sub, name: called, email = null, email_verified: isVerified } = said
      return { id: sub, name: called ?? email ?? sub, email, isEmailVerified: isVerified === true }
    },
  }
}

function gitHub(clientId: string, clientSecret: string): ExternalProvider {
  return {
    id: 'github',
    name: 'GitHub',
    issuer: GITHUB,
    config: {
      ...(GitHubProvider({ clientId, clientSecret }) as unknown as OAuthConfig<object>),
      clientId,
      clientSecret,
      checks: ['pkce', 'state'],
      userinfo: { url: GITHUB_USER, request: readGitHubUser as never },
    },
    endpoints: async () => ({ namesItself: false }),
    profileOf(claims) {
      const { id, name, login, email } = claims as GitHubUser
      return { id: String(id), name: name ?? login, email, isEmailVerified: email !== null }
    },
  }
}

interface GitHubUser {
  id: number
  login: string
  name: string | null
  email: string | null
}

/** The address on a profile is what somebody wrote there. Only the list says which one is verified. */
async function readGitHubUser({ tokens }: { tokens: { access_token: string } }): Promise<GitHubUser> {
  const headers = { Authorization: `Bearer ${tokens.access_token}`, Accept: 'application/json' }
  const [user, emails] = await Promise.all([GITHUB_USER, GITHUB_EMAILS].map((url) => fetch(url, { headers })))
  if (!user?.ok || !emails?.ok) throw new Error('GitHub does not tell who this is')
  const listed = (await emails.json()) as { email: string; primary: boolean; verified: boolean }[]
  const email = listed.find(({ primary, verified }) => primary && verified)?.email ?? null
  return { ...((await user.json()) as GitHubUser), email }
}
