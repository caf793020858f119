import { z } from 'zod'
import { once } from '../once'

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
})

export type OpenIdMetadata = z.infer<typeof metadataSchema>

/** Endpoints of a provider change about once in its life. */
const KEPT_MILLISECONDS = 10 * 60 * 1_000
/** One that is down is asked again soon, and not by everybody who tries meanwhile. */
const KEPT_FAILED_MILLISECONDS = 10 * 1_000
const ANSWER_MILLISECONDS = 3_500

const known = once('openid-metadata', (): { answer?: Promise<OpenIdMetadata>; until: number } => ({ until: 0 }))

/**
 * What the OpenID provider that is configured says of itself. It is asked once in ten minutes, however many people sign
 * in or pretend to.
 *
 * @throws Error when it does not answer, or speaks for another issuer
 * @see OpenID Connect Discovery §4.3
 */
export function openIdMetadata(issuer: string): Promise<OpenIdMetadata> {
  const { answer: kept, until } = known()
  if (kept && performance.now() < until) return kept
  const answer = discover(issuer)
  Object.assign(known(), { answer, until: performance.now() + KEPT_MILLISECONDS })
  answer.catch((error: unknown) => {
    console.error('the other sign-in service cannot be asked', error)
    known().until = performance.now() + KEPT_FAILED_MILLISECONDS
  })
  return answer
}

async function discover(issuer: string): Promise<OpenIdMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MILLISECONDS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const metadata = metadataSchema.parse(await response.json())
  // "The issuer value returned MUST be identical to the Issuer URL that was used."
  if (metadata.issuer !== issuer) throw new Error(`${url} speaks for ${metadata.issuer}`)
  return metadata
}
