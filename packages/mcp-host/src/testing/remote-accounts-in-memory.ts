import type { RemoteAccess, RemoteAccounts, RemoteServer } from '../remote-accounts.ts'

export interface RemoteAccountsInMemory extends RemoteAccounts {
  connect(userId: string, server: RemoteServer, access: Partial<RemoteAccess>): void
  /** What the next renewal of an account brings; without it there is none. */
  renewals: Map<string, string>
  /** What servers asked for. */
  wanted: string[]
}

/** People's accounts as the application keeps them, without sealing. */
export function remoteAccountsInMemory(fetchWith: RemoteAccounts['fetch'] = fetch): RemoteAccountsInMemory {
  const accounts = new Map<string, { server: RemoteServer; access: RemoteAccess }>()
  const renewals = new Map<string, string>()
  const wanted: string[] = []
  const keyOf = (userId: string, serverId: string) => `${userId} ${serverId}`

  return {
    renewals,
    wanted,
    connect(userId, server, access) {
      const fresh = {
        kind: 'oauth' as const,
        secret: 'secret',
        resource: server.resource,
        issuer: 'https://issuer.test',
        scopes: [],
      }
      accounts.set(keyOf(userId, server.id), { server, access: { ...fresh, ...access } })
    },
    async serversOf(userId) {
      return [...accounts].filter(([key]) => key.startsWith(`${userId} `)).map(([, { server }]) => server)
    },
    access: async ({ userId, serverId }) => accounts.get(keyOf(userId, serverId))?.access ?? null,
    async renew({ userId, serverId }) {
      const account = accounts.get(keyOf(userId, serverId))
      const secret = renewals.get(serverId)
      if (!account || secret === undefined) return false
      account.access = { ...account.access, secret }
      return true
    },
    async wantsMore({ serverId }, scope) {
      wanted.push(`${serverId} ${scope}`)
    },
    connectUrl: (serverId) => `https://app.test/connections#${serverId}`,
    fetch: fetchWith,
  }
}
