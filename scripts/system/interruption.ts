import { constants } from 'node:os'

let controller: AbortController | undefined
let received: NodeJS.Signals | undefined

/**
 * Aborts with the first SIGINT, SIGTERM or SIGHUP. Later ones are ignored: stopping is under way, and Ctrl-C may
 * arrive twice, from the terminal and from npm.
 */
export function interruption(): AbortSignal {
  if (controller) return controller.signal
  const made = new AbortController()
  controller = made
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      received ??= signal
      made.abort()
    })
  }
  // A closed terminal must not keep us from stopping the rest.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return made.signal
}

/** What a command that was told to stop before it was done exits with: 128 + n after signal n, as shells expect. */
export function interruptedExitCode(): number {
  return 128 + constants.signals[received ?? 'SIGINT']
}

/** Resolves when we are told to stop. */
export function untilInterrupted(): Promise<void> {
  const signal = interruption()
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
