import type { TurnEvent } from '@chaperone/contracts'
import type { Tracer } from '@opentelemetry/api'
import { UnsecuredJWT } from 'jose'
import { createHost, type Host } from '../create-host.ts'
import type { Principal } from '../principal.ts'
import type { Connection, Registry } from '../registry.ts'
import type { HostAuditEntry, HostStorage, SeenDefinition, StandingPermission, StoredApproval } from '../storage.ts'
import { untraced } from '../trace/spans.ts'

export const alice: Principal = {
  userId: 'usr_alice',
  name: 'Alice',
  via: 'session',
  program: null,
  origin: { kind: 'session', id: 'ses_alice' },
}

export interface HostInMemory {
  host: Host
  audit: HostAuditEntry[]
  /** What waits for an administrator. */
  waiting: SeenDefinition[]
  errors: unknown[]
  /** How many tokens were issued. */
  minted(): number
  call(connection: string, tool: string, args?: Record<string, unknown>): ReturnType<Host['call']>
}

/** A connection that leads to a server of the test. */
export function connectionTo(url: string, change: Partial<Connection> = {}): Connection {
  return {
    id: 'odd',
    title: 'Odd',
    server: 'tasks',
    resource: url,
    address: url,
    credential: { kind: 'user_jwt' },
    trust: 'third_party',
    resultLabels: ['third_party', 'untrusted_text'],
    ...change,
  }
}

/** The real host, with what the application would hand in kept in memory, apart from what is given. */
export function hostInMemory(
  registry: Registry,
  given: Partial<HostStorage> = {},
  tracer: Tracer = untraced,
): HostInMemory {
  const pins = new Map<string, Map<string, string>>()
  const approvals = new Map<string, StoredApproval>()
  const permissions: StandingPermission[] = []
  const audit: HostAuditEntry[] = []
  const errors: unknown[] = []
  const waiting: SeenDefinition[] = []
  let minted = 0

  const host = createHost({
    registry,
    tracer,
    onError: (error) => errors.push(error),
    storage: {
      tokens: {
        async mint({ principal, resource, thumbprint }) {
          minted += 1
          const claims = { sub: principal.userId, aud: resource, jti: String(minted), cnf: { jkt: thumbprint } }
          return { token: new UnsecuredJWT(claims).encode(), expiresAtSeconds: Date.now() / 1_000 + 300 }
        },
      },
      pins: {
        read: async (connection) => pins.get(connection) ?? new Map(),
        names: async () => [...pins.values()].flatMap((known) => [...known.keys()]),
        async accept(connection, found) {
          const known = pins.get(connection) ?? new Map<string, string>()
          for (const { tool, hash } of found) if (!known.has(tool)) known.set(tool, hash)
          pins.set(connection, known)
        },
        wait: async (_connection, found) => void waiting.push(...found),
      },
      approvals: {
        async create(approval) {
          approvals.set(approval.id, approval)
          return 'asked'
        },
        findAskedBefore: async () => null,
        recordOutcome: async () => {},
        async decide(ownerId, id) {
          const approval = approvals.get(id)
          approvals.delete(id)
          return approval?.ownerId === ownerId ? approval : null
        },
      },
      permissions: {
        stands: async (wanted) => permissions.some((given) => JSON.stringify(given) === JSON.stringify(wanted)),
        give: async (permission) => void permissions.push(permission),
      },
      audit: (entry) => audit.push(entry),
      ...given,
    },
  })

  const ignore = (_event: TurnEvent) => {}
  return {
    host,
    waiting,
    audit,
    errors,
    minted: () => minted,
    call: (connection, tool, args = {}) => host.call(alice, { connection, tool, arguments: args }, ignore),
  }
}
