import { type OwnerTransaction, seal, unseal } from '@chaperone/db'
import type { RemoteAuthorization, RemoteTokens } from '@chaperone/mcp-host'
import { database } from '../database'
import { env } from '../env'
import type { AddedServer } from './remote-servers'

/** What an account is presented with, and what is needed to renew it. Only ever sealed in the database. */
export type AccountSecret =
  | { kind: 'api_key'; key: string }
  | { kind: 'oauth'; remote: RemoteAuthorization; tokens: RemoteTokens }

/** A person's account at a remote server, as the person may see it. */
export interface KeptAccount {
  serverId: string
  issuer: string
  /** Address of the server it is for. */
  resource: string
  scopes: string[]
  /** Scopes that the server has asked for since, without which it refuses something. */
  wantedScopes: string[]
  expiresAt: Date | null
  connectedAt: Date
  /** False when the server takes it no more. */
  isUsable: boolean
}

interface Row extends Omit<KeptAccount, 'isUsable'> {
  ownerId: string
  sealed: string | null
}

/** The person's accounts; nobody else's are there. */
export async function accountsOf(ownerId: string): Promise<KeptAccount[]> {
  const rows = await database().readAsOwner({ ownerId }, (db) => db.remoteAccount.findMany({ where: { ownerId } }))
  return rows.map(({ ownerId: _owner, sealed, ...account }) => ({ ...account, isUsable: sealed !== null }))
}

/** One account with its secret, or null when there is none, or none that is of use. */
export async function openAccount(
  { ownerId, serverId }: { ownerId: string; serverId: string },
  tx: OwnerTransaction,
): Promise<(KeptAccount & { secret: AccountSecret }) | null> {
  const row = await tx.remoteAccount.findFirst({ where: { ownerId, serverId } })
  if (!row?.sealed) return null
  const secret = JSON.parse(unseal(env().MASTER_KEY, nameOf(row), row.sealed)) as AccountSecret
  return { ...row, isUsable: true, secret }
}

/** Keeps an account in the place of the one there was. */
export async function keepAccount(
  ownerId: string,
  { id: serverId, url }: Pick<AddedServer, 'id' | 'url'>,
  secret: AccountSecret,
): Promise<void> {
  const data = { ...rowOf({ ownerId, resource: url }, secret), wantedScopes: [], connectedAt: new Date() }
  await database().withOwner({ ownerId }, (tx) =>
    tx.remoteAccount.upsert({
      where: { ownerId_serverId: { ownerId, serverId } },
      create: { ownerId, serverId, ...data },
      update: data,
    }),
  )
}

/** Puts renewed tokens in the place of the old ones; null says that there are none any more. */
export async function replaceSecret(
  { ownerId, serverId, resource }: Pick<Row, 'ownerId' | 'serverId' | 'resource'>,
  secret: AccountSecret | null,
  tx: OwnerTransaction,
): Promise<void> {
  const data = secret ? rowOf({ ownerId, resource }, secret) : { sealed: null }
  await tx.remoteAccount.updateMany({ where: { ownerId, serverId }, data })
}

function rowOf({ ownerId, resource }: Pick<Row, 'ownerId' | 'resource'>, secret: AccountSecret) {
  const tokens = secret.kind === 'oauth' ? secret.tokens : null
  const issuer = tokens?.issuer ?? ''
  return {
    issuer,
    resource,
    sealed: seal(env().MASTER_KEY, nameOf({ ownerId, issuer, resource }), JSON.stringify(secret)),
    scopes: tokens?.scopes ?? [],
    expiresAt: tokens?.expiresAtSeconds === undefined ? null : new Date(tokens.expiresAtSeconds * 1_000),
  }
}

/** Sealed under whose it is, who issued it and what for: moved to another row, it cannot be opened. */
function nameOf({ ownerId, issuer, resource }: Pick<Row, 'ownerId' | 'issuer' | 'resource'>): string {
  return `remote account ${JSON.stringify([ownerId, issuer, resource])}`
}
