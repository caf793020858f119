import type { Exchange } from './http/exchange.ts'
import type { Scene } from './scene.ts'

/** What must come back when the control holds. */
export interface Expectation {
  status: number | readonly number[]
  /** OAuth error, JSON-RPC code or tool error code; `null` when the answer carries none. */
  error?: string | number | null | readonly (string | number | null)[]
  /** `WWW-Authenticate` of the answer. */
  challenge?: {
    /** `null`: no `error` parameter, because no credential was sent. @see RFC 6750 §3.1 */
    error: 'invalid_token' | 'insufficient_scope' | null
    /** Must be among the scopes that the challenge names. */
    scope?: string
  }
  /** Start of the `Location` header. */
  location?: string
  /** Start of a `Set-Cookie` header. */
  cookie?: string
  /** `scope` of the access token in the answer, exactly. */
  scope?: string
  /** A text that must appear in the answer's body: tells two reasons with the same code apart. */
  includes?: string
  /** A text that must appear neither in the answer's body nor in its headers. */
  excludes?: string
}

/**
 * One thing an attacker tries, and what stops it. The honest request and the attack differ in one point: the honest
 * one must work, the attack must be answered as expected and leave everything as it was.
 */
export interface Attack<Fixture = unknown> {
  /** `<FAMILY>-<two digits>`. Never reused for another attack. */
  id: string
  /** What the attacker cannot do: starts with `cannot`. */
  title: string
  /** Where it is demanded: specification section, RFC or published vulnerability. */
  source: string
  /** What stops it, in one sentence. */
  control: string
  /** The file of this repository that decides, from its root. */
  file: string
  /** Rows and credentials that the other steps share. */
  prepare?(scene: Scene): Promise<Fixture>
  honest(scene: Scene, fixture: Fixture): Promise<Exchange>
  /** Whether the honest request worked; by default, status 200 and no error. */
  isAccepted?(answer: Exchange): boolean
  attack(scene: Scene, fixture: Fixture): Promise<Exchange>
  expect: Expectation
  /** Reads what the attack would change. It must read the same before and after. */
  state?(scene: Scene, fixture: Fixture): Promise<unknown>
  /** The same attack on something that does not exist: the answers must be identical, byte by byte. */
  twin?(scene: Scene, fixture: Fixture): Promise<Exchange>
  /** Removes what the honest request left behind. */
  clean?(scene: Scene, fixture: Fixture): Promise<unknown>
}

/** Checks the types of one attack, and forgets its fixture's type so that attacks fit into one list. */
export function defineAttack<Fixture>(attack: Attack<Fixture>): Attack {
  return attack as Attack
}
