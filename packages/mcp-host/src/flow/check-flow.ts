import { CallRefused } from '../call/refused.ts'
import type { Connection } from '../registry.ts'
import type { Turn } from '../turn.ts'
import { carriedLabels, type DataFlow, isOwnWords } from './carried-labels.ts'
import { flowMatrix, type Label, labelWords } from './policy.ts'

export interface FlowVerdict {
  /** For the trace. */
  title: string
  /** Why the person is asked about this call even if it only reads; null when nothing is in its way. */
  ask: string | null
}

interface FlowQuestion {
  turn: Turn
  connection: Connection
  args: Record<string, unknown>
  /** Of the arguments, as it is pinned. */
  inputSchema: unknown
  flow: DataFlow
}

/**
 * Whether what a turn has seen, with all of its conversation before, may flow into the arguments of a call: the matrix decides for each label that they may
 * carry. And where a turn whose data flow is unknown holds private data and text that others wrote, a way out is asked
 * about unless the person's own words are all that leaves: the text may have chosen where, and the data what.
 *
 * It cannot see what was declared wrongly and reworded; the built-in planner is our own code and declares what it uses.
 *
 * @throws CallRefused `flow_refused`
 * @see OWASP MCP Top 10 (2025) MCP06, MCP10
 */
export function checkFlow({ turn, connection, ...carried }: FlowQuestion): FlowVerdict {
  const tier = connection.trust
  const { message, earlierMessages } = turn
  const carrier = { ...carried, message, earlierMessages }
  const labels = carriedLabels({ ...carrier, seen: turn.seen, connection })
  const refused = [...labels].find((label) => flowMatrix[label][tier] === 'refused')
  if (refused) {
    throw new CallRefused('flow_refused', `The arguments hold ${labelWords[refused]}, which goes to no server.`)
  }
  const asked = [...labels].filter((label) => flowMatrix[label][tier] === 'ask')
  if (asked.length > 0) return question(connection, asked)

  const isLoose = carried.flow.kind === 'unknown' && !isOwnWords(carrier)
  if (tier === 'third_party' && isLoose && holds(turn, 'private') && holds(turn, 'untrusted_text')) {
    return question(connection, ['private', 'untrusted_text'])
  }
  return {
    title: `Flow policy: ${tier === 'own' ? 'stays inside' : `nothing private goes to ${connection.title}`}`,
    ask: null,
  }
}

/** Whether somebody else's words may have had a part in what a planner proposes. */
export function mayBeMisled(turn: Turn, flow: DataFlow): boolean {
  return flow.kind === 'unknown' && holds(turn, 'untrusted_text')
}

function holds({ seen }: Turn, label: Label): boolean {
  return seen.some(({ labels }) => labels.includes(label))
}

function question(connection: Connection, labels: readonly Label[]): FlowVerdict {
  const words = labels.map((label) => labelWords[label]).join(' and ')
  return {
    title: `Flow policy: may send ${words} to ${connection.title}`,
    ask: `This may send ${words} to ${connection.title}, which belongs to somebody else.`,
  }
}
