import type { TurnEvent } from '@chaperone/contracts'

/**
 * Streams what happens as NDJSON, one event a line, ending with `done`. Work that fails ends with a message for the
 * person; the reason goes to the log. Work goes on when the client leaves, so that nothing is half recorded.
 */
export function eventStream(work: (emit: (event: TurnEvent) => void) => Promise<void>): Response {
  const encoder = new TextEncoder()
  let isOpen = true
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      function emit(event: TurnEvent): void {
        if (isOpen) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
      }
      try {
        await work(emit)
      } catch (error) {
        console.error('a turn failed', error)
        emit({ type: 'error', message: 'Something went wrong here. Nothing more was done; try again.' })
      }
      emit({ type: 'done' })
      if (isOpen) controller.close()
    },
    cancel() {
      isOpen = false
    },
  })
  return new Response(body, {
    headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  })
}
