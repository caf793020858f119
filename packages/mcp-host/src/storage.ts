import type { ApprovalSubject, Decision, Verdict } from '@chaperone/contracts'
import type { Principal } from './principal.ts'
import type { ProofKey } from './proof-key.ts'

/** What the host needs from the application around it. Handed in: this package knows no database and no keys. */

export interface MintedToken {
  token: string
  /** Seconds since the epoch. */
  expiresAtSeconds: number
}

/** What is to be minted: a token that is bound to this key, by its thumbprint or by a proof. */
export interface MintOrder extends ProofKey {
  principal: Principal
  /** Resource identifier. */
  resource: string
  scopes?: readonly string[]
}

export interface TokenMinter {
  /**
   * A token of the person for exactly one resource, bound to the key of the order, which ends with the principal's origin.
   * The scopes are those asked for that the person has there; without `scopes`, all the person has.
   *
   * @throws CallRefused when the person cannot have it; other errors are for the log
   */
  mint(order: MintOrder): Promise<MintedToken>
}

/** A tool's definition as a server lists it. */
export interface SeenDefinition {
  tool: string
  /** SHA-256, hex, of the canonical definition. */
  hash: string
  definition: object
  /** What is odd about it, in words. */
  suspicions: string[]
}

export interface PinStore {
  /** Hash by tool name of what was accepted, for one connection. */
  read(connection: string): Promise<ReadonlyMap<string, string>>
  /** Names of all tools that were accepted, on whatever connection but one. */
  names(butOn?: string): Promise<string[]>
  /** Accepts the definitions of tools that have none yet; an existing pin stays as it is. */
  accept(connection: string, definitions: readonly SeenDefinition[]): Promise<void>
  /** Keeps what waits for an administrator, in the place of what waited before. */
  wait(connection: string, definitions: readonly SeenDefinition[]): Promise<void>
}

export interface StoredApproval {
  id: string
  ownerId: string
  turnId: string
  hop: number
  connection: string
  tool: string
  title: string
  arguments: Record<string, unknown>
  subjects: ApprovalSubject[]
  digest: string
  /** Why the person is asked, where it is not that the call changes something. */
  reason: string | null
  /** What the call would be made with beyond the tool's own scope. */
  scopes: string[]
  canStand: boolean
  /** Client id of the program that asks; null when the person does, with a browser. */
  program: string | null
  expiresAt: Date
}

/** One tool, as it was defined when the person allowed it once and for all. */
export interface StandingPermission {
  ownerId: string
  connection: string
  tool: string
  /** Of the definition: another one asks again. */
  hash: string
}

export interface PermissionStore {
  stands(permission: StandingPermission): Promise<boolean>
  /** Takes the place of one for the same tool. */
  give(permission: StandingPermission): Promise<void>
}

/** What came of a call that a person decided about. */
export type RecordedOutcome = { status: 'done'; result: unknown } | { status: 'refused'; code: string; message: string }

/** A question that the same program has asked about the same call before. */
export interface AskedBefore {
  approval: StoredApproval
  /** Null while it can still be decided. */
  decidedAt: Date | null
  /** Null until the call that was approved has ended. */
  outcome: RecordedOutcome | null
}

export interface ApprovalStore {
  /** The question of this program that this call would repeat: still open, or decided a moment ago. */
  findAskedBefore(call: Pick<StoredApproval, 'ownerId' | 'digest'> & { program: string }): Promise<AskedBefore | null>
  /**
   * Stores a question. Of a program's equal questions at the same moment one is stored, and the others get it. Nothing
   * is stored when too many wait for this person already.
   */
  create(approval: StoredApproval): Promise<'asked' | 'too_many' | AskedBefore>
  /**
   * Decides an approval exactly once: of any number of simultaneous calls one gets the row, all others null. Expired,
   * decided, unknown and other people's approvals are all null.
   */
  decide(ownerId: string, id: string, decision: Decision): Promise<StoredApproval | null>
  recordOutcome(ownerId: string, id: string, outcome: RecordedOutcome): Promise<void>
}

export interface HostAuditEntry {
  subject: string
  /** Client id of the program for which the host acts; null in a browser. */
  program: string | null
  /** A connection of the registry, or `host` when the call named none. */
  server: string
  tool: string | null
  argumentsDigest: string
  verdict: Verdict | 'failed'
  reason: string
  approver: string | null
  approvalId: string | null
  traceId: string
}

export interface HostStorage {
  tokens: TokenMinter
  pins: PinStore
  approvals: ApprovalStore
  permissions: PermissionStore
  audit(entry: HostAuditEntry): void
}
