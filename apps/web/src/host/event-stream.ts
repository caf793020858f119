import type { TurnEvent } from '@chaperone/contracts'

/**
 * Streams what happens as NDJSON, one event a line, ending with `done`. Work that fails ends with a message for the
 * person; the reason goes to the log. The signal aborts when the client leaves: what the work has begun by then it
 * still finishes, so that nothing is half recorded.
 */
export function eventStream(work: (emit: (event: TurnEvent) => void, left: AbortSignal) => Promise<void>): Response {
  const encoder = new TextEncoder()
  const client = new AbortController()
  const left = client.signal
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      function emit(event: TurnEvent): void {
        if (!left.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
      }
      try {
        await work(emit, left)
      } catch (error) {
        if (!left.aborted) console.error('a turn failed', error)
        emit({ type: 'error', message: 'Something went wrong here. Nothing more was done; try again.' })
      }
      emit({ type: 'done' })
      if (!left.aborted) controller.close()
    },
    cancel() {
      client.abort()
    },
  })
  return new Response(body, {
    headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  })
}
