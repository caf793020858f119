import type { Decision, TurnEvent, TurnRequest } from '@chaperone/contracts'
import { postJson } from './post-json.ts'
import { readLines } from './read-lines.ts'

async function* events(response: Response): AsyncGenerator<TurnEvent> {
  if (!response.body) return
  for await (const line of readLines(response.body)) yield JSON.parse(line) as TurnEvent
}

/** Starts a turn and yields what happens in it. @throws HostApiError */
export async function* startTurn(request: TurnRequest, signal: AbortSignal): AsyncGenerator<TurnEvent> {
  yield* events(await postJson('/api/host/turns', request, signal))
}

/** Decides on one held call and yields how its turn goes on. @throws HostApiError */
export async function* decideApproval(id: string, decision: Decision): AsyncGenerator<TurnEvent> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  yield* events(await postJson(`/api/host/approvals/${encodeURIComponent(id)}`, { decision, timeZone }))
}
