import { type RemoteAccounts, scopesForChallenge } from '@chaperone/mcp-host'
import { database, revocations } from '../database'
import { env } from '../env'
import { accountAccess } from './account-access'
import { fetchRemoteServer, isListedHost } from './remote-fetch'
import { renewAccount } from './renew-account'

/** People's accounts at servers of others, for the host. Every row is visible to its person only. */
export const remoteAccounts: RemoteAccounts = {
  async serversOf(ownerId) {
    const rows = await database().readAsOwner({ ownerId }, (db) =>
      db.remoteAccount.findMany({ where: { ownerId }, include: { server: true }, orderBy: { serverId: 'asc' } }),
    )
    return rows
      .filter(({ server }) => isListedHost(server.url))
      .map(({ server: { id, title, url } }) => ({ id, title, resource: url }))
  },

  async access(account, origin) {
    // A turn may outlive the session that began it; what it does with the person's accounts may not.
    if (await revocations().isRevoked([origin])) throw new Error('the session or grant was revoked')
    return accountAccess(account)
  },
  renew: renewAccount,

  async wantsMore({ userId: ownerId, serverId }, challengedScope) {
    await database().withOwner({ ownerId }, async (tx) => {
      const account = await tx.remoteAccount.findFirst({ where: { ownerId, serverId } })
      if (!account) return
      const challenge = `Bearer error="insufficient_scope", scope="${challengedScope}"`
      const wantedScopes = scopesForChallenge(challenge, account.scopes)
      if (wantedScopes) await tx.remoteAccount.updateMany({ where: { ownerId, serverId }, data: { wantedScopes } })
    })
  },

  connectUrl: (serverId) => `${env().WEB_ORIGIN}/connections#${serverId}`,
  fetch: fetchRemoteServer,
}
