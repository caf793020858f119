/** A call that carried an idempotency key. */
export interface KeyedCall {
  ownerId: string
  tool: string
  key: string
  /** SHA-256, hex, of the arguments without the key. */
  argumentsDigest: string
}

/**
 * What a server remembers about calls, across its instances. Handed in: this package knows no database. Everything
 * happens in the call's own transaction, so a call that fails leaves nothing behind.
 */
export interface CallStore<Db> {
  /**
   * Null when this call is the first with its key; then no other gets past here until the transaction ends. Otherwise
   * what the first one left.
   */
  claimKey(db: Db, call: KeyedCall): Promise<{ argumentsDigest: string; result: unknown } | null>
  storeResult(db: Db, call: KeyedCall, result: Record<string, unknown>): Promise<void>
  /** True for the first who asks, and for nobody after. */
  useRequestState(db: Db, state: { ownerId: string; id: string }): Promise<boolean>
}
