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

/** An account with what it is presented with. */
export interface OpenAccount extends KeptAccount {
  ownerId: string
  secret: AccountSecret
  /** As it stands in the row: whoever writes the row compares it, since the account may be another one by then. */
  sealed: string
  renewalPausedUntil: Date | null
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
): Promise<OpenAccount | null> {
  const row = await tx.remoteAccount.findFirst({ where: { ownerId, serverId } })
  if (!row?.sealed) return null
  const { sealed } = row
  const secret = JSON.parse(unseal(env().MASTER_KEY, nameOf(row), sealed)) as AccountSecret
  return { ...row, isUsable: true, secret, sealed }
}

/** Keeps an account in the place of the one there was, and gives that back, if it can still be opened. */
export async function keepAccount(
  ownerId: string,
  { id: serverId, url }: Pick<AddedServer, 'id' | 'url'>,
  secret: AccountSecret,
): Promise<AccountSecret | undefined> {
  const data = { ...rowOf({ ownerId, resource: url }, secret), wantedScopes: [], connectedAt: new Date() }
  return database().withOwner({ ownerId }, async (tx) => {
    const before = await openAccount({ ownerId, serverId }, tx).catch(() => null)
    await tx.remoteAccount.upsert({
      where: { ownerId_serverId: { ownerId, serverId } },
      create: { ownerId, serverId, ...data },
      update: data,
    })
    return before?.secret
  })
}

/** Puts renewed tokens in the place of these; null says that there are none any more. Of another account it does nothing. */
export async function replaceSecret(account: OpenAccount, secret: AccountSecret | null): Promise<void> {
  await updateAccount(account, secret ? rowOf(account, secret) : { ...NOT_RENEWED, sealed: null })
}

/** Nobody renews the account for a while. Of another account it does nothing. */
export async function pauseRenewal(account: OpenAccount, until: Date): Promise<void> {
  await updateAccount(account, { ...NOT_RENEWED, renewalPausedUntil: until })
}

async function updateAccount({ ownerId, serverId, sealed }: OpenAccount, data: object): Promise<void> {
  await database().withOwner({ ownerId }, (tx) =>
    tx.remoteAccount.updateMany({ where: { ownerId, serverId, sealed }, data }),
  )
}

const NOT_RENEWED = { renewalUntil: null, renewalPausedUntil: null }

function rowOf({ ownerId, resource }: Pick<Row, 'ownerId' | 'resource'>, secret: AccountSecret) {
  const tokens = secret.kind === 'oauth' ? secret.tokens : null
  const issuer = tokens?.issuer ?? ''
  return {
    ...NOT_RENEWED,
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
