/** What the servers have acknowledged, and what must never have happened. */
export interface Ledger {
  /** Id of the row → who wrote it and what was acknowledged about it last. */
  rows: Map<string, { owner: string; table: 'tasks' | 'events'; state: 'there' | 'done' | 'gone' }>
  requests: number
  acknowledgedWrites: number
  /** Requests that got no answer, because the server was down. */
  unanswered: number
  /** Attempts to read the row of somebody else by its id. */
  probes: number
  foreign: string[]
  /** Errors where a result was due. */
  failures: string[]
}

export function newLedger(): Ledger {
  const counts = { requests: 0, acknowledgedWrites: 0, unanswered: 0, probes: 0 }
  return { rows: new Map(), ...counts, foreign: [], failures: [] }
}
