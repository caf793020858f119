import { TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { ToolError } from './tool-error.ts'

export interface TimeLimit {
  /** Aborts with a `ToolError`: `cancelled` when the client gives up, `timed_out` when the time is over. */
  readonly signal: AbortSignal
  /** When the call has ended. */
  release(): void
}

/** Limits one call. Cheaper than `AbortSignal.any` and `AbortSignal.timeout`, which leave their remains to the garbage collector. */
export function limitTime(client: AbortSignal, milliseconds = TOOL_CALL_MILLISECONDS): TimeLimit {
  const controller = new AbortController()
  const giveUp = () => {
    controller.abort(new ToolError('cancelled', 'The client did not wait for the call, and it changed nothing.'))
  }
  const timer = setTimeout(() => {
    const seconds = milliseconds / 1_000
    const advice = `The call took more than ${seconds} s and was given up; it changed nothing. Try again in a moment, or ask for less.`
    controller.abort(new ToolError('timed_out', advice))
  }, milliseconds)
  if (client.aborted) giveUp()
  else client.addEventListener('abort', giveUp, { once: true })
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer)
      client.removeEventListener('abort', giveUp)
    },
  }
}
