import { auditLog } from '../database'
import { hostTracing } from '../host/host-tracing'
import { recordLeftOut } from './record-event'

/**
 * Writes what the audit still holds, and sends the last spans, before the process ends on SIGTERM or SIGINT. Next answers the last requests and
 * then calls `process.exit`, with no place for others to wait; so that call itself waits.
 */
export function flushBeforeExit(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.prependOnceListener(signal, holdExit)
}

function holdExit(): void {
  const exit = process.exit.bind(process)
  process.exit = ((code) => {
    recordLeftOut()
    void Promise.allSettled([auditLog().flush(), hostTracing().stop()]).finally(() => exit(code))
  }) as typeof process.exit
}
