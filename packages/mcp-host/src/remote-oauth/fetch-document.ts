import { z } from 'zod'
import type { RemoteFetch } from './remote-authorization.ts'
import { RemoteOAuthError } from './remote-oauth-error.ts'

interface DocumentOrder<T> {
  url: URL
  schema: z.ZodType<T>
  /** Already checked for redirects and failures. */
  fetch: RemoteFetch
}

/** A scope of anybody's. @see RFC 6749 §3.3 */
export const scopeListSchema = z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/)).max(200)

/** One metadata document, or null when there is none at this address. @throws RemoteOAuthError */
export async function fetchDocument<T>({ url, schema, fetch }: DocumentOrder<T>): Promise<T | null> {
  const response = await fetch(url.href, { headers: { Accept: 'application/json' } })
  if (response.status !== 200) return null
  const document = schema.safeParse(await response.json().catch(() => null))
  if (document.success) return document.data
  throw new RemoteOAuthError('invalid_answer', `The metadata of ${url.host} is not what it should be.`)
}
