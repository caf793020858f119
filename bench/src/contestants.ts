import { join } from 'node:path'

export interface Contestant {
  name: string
  /** The server's program. */
  entry: string
  layers?: readonly string[]
  /** What a request carries; `none`: it names its owner as an argument. */
  credential: 'none' | 'bearer' | 'dpop'
  /** Protocol revision of the requests: the newest that the server speaks. */
  protocol: '2026-07-28' | '2025-11-25'
}

const own = (name: string) => join(import.meta.dirname, 'servers', name)
const competitor = (name: string) => join(import.meta.dirname, '../competitors', name)
const current = { credential: 'bearer', protocol: '2026-07-28' } as const
const layered = (name: string, layers: readonly string[]): Contestant => ({
  ...current,
  name,
  entry: own('layered.ts'),
  layers,
})

const everything = ['rows', 'audit', 'limits', 'revocation']

/** The rows of the table. From `authenticated` on, each of ours has one layer more than the row before. */
export const contestants: readonly Contestant[] = [
  { ...current, name: 'bare', entry: own('bare.ts'), credential: 'none' },
  { ...current, name: 'bare, schemas shared', entry: own('bare.ts'), layers: ['shared schemas'], credential: 'none' },
  { ...current, name: 'tuned bare', entry: own('tuned-bare.ts'), credential: 'none' },
  { ...current, name: '+ JWT', entry: own('authenticated.ts') },
  layered('+ scopes, strict results', []),
  layered('+ row-level security', ['rows']),
  layered('+ audit', ['rows', 'audit']),
  layered('everything on, bearer', everything),
  { ...layered('everything on, DPoP', everything), credential: 'dpop' },
  { ...current, name: 'mcp-handler with jose', entry: competitor('mcp-handler.mjs') },
  { ...current, name: 'better-auth', entry: competitor('better-auth.mjs') },
  { ...current, name: 'fastmcp with jose', entry: competitor('fastmcp.mjs'), protocol: '2025-11-25' },
]
