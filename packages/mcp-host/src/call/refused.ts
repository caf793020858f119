/** All that the host itself refuses with: no server can say these. */
const hostCodes = [
  'approval_mismatch',
  'definition_changed',
  'definition_new',
  'denied',
  'flow_refused',
  'host_error',
  'insufficient_scope',
  'invalid_result',
  'issuer_unavailable',
  'not_connected',
  'outcome_unknown',
  'rate_limited',
  'server_failed',
  'server_refusal',
  'server_unavailable',
  'too_many_calls',
  'too_many_questions',
  'unauthorized',
  'unknown_connection',
  'unknown_tool',
  'unreadable',
] as const

declare const ofTool: unique symbol
/** What a tool of ours refused with. */
export type ToolCode = string & { readonly [ofTool]: true }

/** `invalid_arguments` is said on both sides: it means the same there. */
export type RefusalCode = (typeof hostCodes)[number] | 'invalid_arguments' | 'tool_error' | ToolCode

/** What a tool of ours says, where it is a code and none of the host's. */
export function toolCode(said: string): ToolCode | 'tool_error' {
  const isCode = /^[a-z_]{1,40}$/.test(said) && !hostCodes.some((code) => code === said)
  return isCode ? (said as ToolCode) : 'tool_error'
}

/** A step said no. `message` is safe to show to the person and to the planner. */
export class CallRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'CallRefused'
    this.code = code
  }
}

/** The server wants more than the call came with. What it names is its own text. */
export class ScopesWanted extends CallRefused {
  readonly scopes: readonly string[]

  constructor(message: string, scopes: readonly string[]) {
    super('insufficient_scope', message)
    this.name = 'ScopesWanted'
    this.scopes = scopes
  }
}

/** The same program made this call before, and a person approved it: it is answered with what came of that. */
export class CallRepeated extends Error {
  readonly result: unknown
  readonly approvedAt: Date

  constructor({ result, approvedAt }: { result: unknown; approvedAt: Date }) {
    super('was made before')
    this.name = 'CallRepeated'
    this.result = result
    this.approvedAt = approvedAt
  }
}

/** A person must decide first. */
export class CallHeld extends Error {
  readonly approvalId: string
  /** What the server wants, where it is that. */
  readonly reason: string | null

  constructor(approvalId: string, reason: string | null) {
    super('waits for approval')
    this.name = 'CallHeld'
    this.approvalId = approvalId
    this.reason = reason
  }
}
