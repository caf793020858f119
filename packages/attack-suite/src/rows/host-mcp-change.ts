import { hostCall } from '../host-call.ts'
import { approvalIdOf, type HostMcpCall, hostMcpCall } from '../host-mcp-call.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Scene } from '../scene.ts'
import { deeds, newMarker, removeRows } from './deeds.ts'

const { weather } = deeds
export const SAVE_PLACE = `weather__${weather.tool}`

/** A place that Carol's program wants to save through the host. */
export interface Change {
  marker: string
  arguments: Record<string, unknown>
}

export async function prepareChange(scene: Scene): Promise<Change> {
  const marker = newMarker()
  return { marker, arguments: await weather.argumentsFor(scene, marker) }
}

export function propose(scene: Scene, { arguments: args }: Change, change: HostMcpCall = {}): Promise<Exchange> {
  return hostMcpCall(scene, { tool: SAVE_PLACE, arguments: args, ...change })
}

/** Carol, in front of her browser. */
export function decide(scene: Scene, proposed: Exchange, decision: 'approve' | 'deny'): Promise<Exchange> {
  return hostCall(scene, { as: 'carol', path: `/approvals/${approvalIdOf(proposed)}`, body: { decision } })
}

/** What attacks on a change have in common: its rows, which must stay as they were. */
export const changeRows = {
  prepare: prepareChange,
  state: (scene: Scene, { marker }: Change) => weather.find(scene, 'carol', marker),
  clean: (scene: Scene, { marker }: Change) => removeRows(scene, 'carol', 'weather', [marker]),
}
