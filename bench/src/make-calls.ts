import type { TestIssuer } from '@chaperone/mcp-server-kit/testing'
import type { Contestant } from './contestants.ts'
import { OWNERS, ownerOf } from './owners.ts'
import type { Call } from './request-for.ts'

const SCOPE = 'calendar:read'

/** One call for each owner, with a fresh token where the server wants one. */
export function makeCalls({ credential, protocol }: Contestant, audience: string, issuer: TestIssuer): Call[] {
  return Array.from({ length: OWNERS }, (_, owner) => ({
    owner,
    protocol,
    ...(credential !== 'none' && { token: issuer.token({ sub: ownerOf(owner), audience, scope: SCOPE }) }),
  }))
}
