/** A step said no. `message` is safe to show to the person and to the planner. */
export class CallRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
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
