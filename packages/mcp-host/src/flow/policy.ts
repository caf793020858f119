/** How far a connection's operator is trusted with data of the others. */
export type TrustTier =
  /** Ours: what a person keeps at one of our servers may be used at another. */
  | 'own'
  /** Somebody else's, or one that passes arguments on to somebody else: a way out. */
  | 'third_party'

/** What something is, for wherever it goes next. */
export type Label =
  /** Of the person or their team. */
  | 'private'
  /** Told by a third party. */
  | 'third_party'
  /** Written by others than the person: it may hold instructions to a model. */
  | 'untrusted_text'
  /** Looks like a key or a token. */
  | 'credential'

export type FlowRule = 'allowed' | 'ask' | 'refused'

/** Which labels may flow into whose arguments. `ask`: the person decides, and is told why. */
export const flowMatrix: Record<Label, Record<TrustTier, FlowRule>> = {
  private: { own: 'allowed', third_party: 'ask' },
  third_party: { own: 'allowed', third_party: 'ask' },
  untrusted_text: { own: 'allowed', third_party: 'allowed' },
  credential: { own: 'refused', third_party: 'refused' },
}

/** Ends "The arguments may hold …". */
export const labelWords: Record<Label, string> = {
  private: 'private data',
  third_party: 'what a third party told',
  untrusted_text: 'text that others wrote',
  credential: 'a key or a token',
}
