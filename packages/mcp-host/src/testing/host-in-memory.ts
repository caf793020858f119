import { allScopes, type TurnEvent } from '@chaperone/contracts'
import type { Tracer } from '@opentelemetry/api'
import { UnsecuredJWT } from 'jose'
import { createHost, type Host } from '../create-host.ts'
import type { Principal } from '../principal.ts'
import type { Connection, Registry } from '../registry.ts'
import type { RemoteAccounts } from '../remote-accounts.ts'
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
  /** What a person can still decide. */
  approvals: Map<string, StoredApproval>
  /** An administrator accepts all that waits on a connection. */
  acceptWaiting(connection: string): void
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

/** Nobody has an account anywhere. */
export const noRemoteAccounts: RemoteAccounts = {
  serversOf: async () => [],
  access: async () => null,
  renew: async () => false,
  wantsMore: async () => {},
  connectUrl: () => '',
  fetch,
}

interface Around {
  /** Scopes the person has everywhere. */
  owned?: readonly string[]
  remote?: RemoteAccounts
  /** What is not kept in memory. */
  storage?: Partial<HostStorage>
  tracer?: Tracer
}

/** The real host, with what the application would hand in kept in memory, apart from what is given. */
export function hostInMemory(
  registry: Registry,
  { owned = allScopes, remote = noRemoteAccounts, storage = {}, tracer = untraced }: Around = {},
): HostInMemory {
  const pins = new Map<string, Map<string, string>>()
  const approvals = new Map<string, StoredApproval>()
  const permissions: StandingPermission[] = []
  const audit: HostAuditEntry[] = []
  const errors: unknown[] = []
  const waiting: SeenDefinition[] = []
  const waitingOn = new Map<string, readonly SeenDefinition[]>()
  let minted = 0

  const host = createHost({
    registry,
    remote,
    tracer,
    onError: (error) => errors.push(error),
    storage: {
      tokens: {
        async mint({ principal, resource, thumbprint, scopes = owned }) {
          minted += 1
          const scope = owned.filter((one) => scopes.includes(one)).join(' ')
          const claims = { sub: principal.userId, aud: resource, scope, jti: String(minted), cnf: { jkt: thumbprint } }
          return { token: new UnsecuredJWT(claims).encode(), expiresAtSeconds: Date.now() / 1_000 + 300 }
        },
      },
      pins: {
        read: async (connection) => pins.get(connection) ?? new Map(),
        names: async (butOn) =>
          [...pins].filter(([connection]) => connection !== butOn).flatMap(([, known]) => [...known.keys()]),
        async accept(connection, found) {
          const known = pins.get(connection) ?? new Map<string, string>()
          for (const { tool, hash } of found) if (!known.has(tool)) known.set(tool, hash)
          pins.set(connection, known)
        },
        async wait(connection, found) {
          waiting.push(...found)
          waitingOn.set(connection, found)
        },
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
      ...storage,
    },
  })

  const ignore = (_event: TurnEvent) => {}
  return {
    host,
    waiting,
    acceptWaiting(connection) {
      const accepted = waitingOn.get(connection) ?? []
      pins.set(
        connection,
        new Map([...(pins.get(connection) ?? []), ...accepted.map(({ tool, hash }) => [tool, hash] as const)]),
      )
      host.relist(connection)
    },
    audit,
    errors,
    approvals,
    minted: () => minted,
    call: (connection, tool, args = {}) => host.call(alice, { connection, tool, arguments: args }, ignore),
  }
}
