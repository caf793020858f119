/** A step said no. `message` is safe to show to the person and to the planner. */
export class CallRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'CallRefused'
    this.code = code
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
