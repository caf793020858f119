/** A step said no. `message` is safe to show to the person and to the planner. */
export class CallRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'CallRefused'
    this.code = code
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

  constructor(approvalId: string) {
    super('waits for approval')
    this.name = 'CallHeld'
    this.approvalId = approvalId
  }
}
