import { newId, resourceScopes, type ServerName } from '@chaperone/contracts'
import type { TestIssuer } from '@chaperone/mcp-server-kit/testing'

/** A person of the run, with a word that is in everything they write and in nothing anybody else does. */
export interface Caller {
  sub: string
  email: string
  canary: string
  projectId: string
  token(server: ServerName): string
}

const RENEWAL_MILLISECONDS = 120_000

/** Callers with tokens for the servers at these addresses. */
export function makeCallers(count: number, issuer: TestIssuer, servers: Record<ServerName, string>): Caller[] {
  return Array.from({ length: count }, (_, index) => {
    const sub = newId('user')
    const email = `caller-${index}@example.com`
    const tokens = new Map<ServerName, { value: string; until: number }>()
    return {
      sub,
      email,
      canary: `canary-${String(index).padStart(3, '0')}`,
      projectId: newId('project'),
      token(server) {
        const kept = tokens.get(server)
        if (kept && kept.until > Date.now()) return kept.value
        const value = issuer.token({ sub, email, audience: servers[server], scope: resourceScopes[server].join(' ') })
        tokens.set(server, { value, until: Date.now() + RENEWAL_MILLISECONDS })
        return value
      },
    }
  })
}

/** Canaries in a text that are not this caller's. */
export function foreignCanaries({ canary }: Caller, text: string): string[] {
  return [...text.matchAll(/canary-\d{3}/g)].map(([found]) => found).filter((found) => found !== canary)
}
