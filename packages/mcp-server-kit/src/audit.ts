import type { Caller } from '@chaperone/mcp-auth'

/** One line of the audit: who did what, and why it was allowed or not. Never contains a credential or an argument's value. */
export interface AuditEntry {
  subject: string | null
  actor: string | null
  clientId: string | null
  keyId: string | null
  tool: string | null
  /** SHA-256, hex, of the arguments. */
  argumentsDigest: string | null
  /** `needs_approval`: the person was asked, and nothing has changed yet. */
  verdict: 'allowed' | 'needs_approval' | 'refused' | 'failed'
  reason: string
  traceId: string | null
}

/** Where a server writes its audit. Handed in: this package knows no database. */
export interface AuditLog<Db> {
  /** For reads and refusals: written in batches, flushed by `flush`. */
  record(entry: AuditEntry): void
  /** For changes: in the same transaction, so that there is no change without its line and no line without its change. */
  recordIn(db: Db, entry: AuditEntry): Promise<void>
  /** Resolves when everything recorded so far is stored. */
  flush(): Promise<void>
}

/** The part of an entry that comes from the credential. */
export function auditedCaller(caller: Caller | null): Pick<AuditEntry, 'subject' | 'actor' | 'clientId' | 'keyId'> {
  return {
    subject: caller?.ownerId ?? null,
    actor: caller?.actor ?? null,
    clientId: caller?.clientId ?? null,
    keyId: caller?.via === 'api_key' ? caller.credentialId : null,
  }
}
