/** Which pane, turn and hop are open. All of it is in the URL, so that it survives a reload of the link and the back button. */
export interface WirePlace {
  pane?: 'conversation' | 'wire'
  turn?: string
  hop?: number
}

/** The query string for a place; `?` alone means the start. */
export function placeQuery({ pane, turn, hop }: WirePlace): string {
  const query = new URLSearchParams()
  if (pane === 'wire') query.set('pane', pane)
  if (turn) query.set('turn', turn)
  if (hop !== undefined) query.set('hop', String(hop))
  return `?${query}`
}

/** Reads a place back. Anything unknown is ignored. */
export function readPlace(query: { get(name: string): string | null }): WirePlace {
  const turn = query.get('turn')
  const hop = Number(query.get('hop'))
  return {
    pane: query.get('pane') === 'wire' ? 'wire' : 'conversation',
    ...(turn && { turn }),
    ...(Number.isInteger(hop) && hop > 0 && { hop }),
  }
}
