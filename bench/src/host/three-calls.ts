import type { ServerName } from '@chaperone/contracts'
import { ROWS_PER_OWNER } from '../owners.ts'
import { titleOf } from './host-database.ts'

export interface OneCall {
  /** The server, and the host's connection to it. */
  server: ServerName
  tool: string
  arguments: Record<string, unknown>
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000
const from = new Date()
const to = new Date(from.getTime() + 30 * DAY_MILLISECONDS)

/** One read at each server, one after the other: what is compared. */
export const threeCalls: readonly OneCall[] = [
  { server: 'weather', tool: 'weather_forecast', arguments: { latitude: 52.52, longitude: 13.4, days: 3 } },
  {
    server: 'calendar',
    tool: 'calendar_list_events',
    arguments: { from: from.toISOString(), to: to.toISOString() },
  },
  { server: 'tasks', tool: 'tasks_list', arguments: {} },
]

interface Titled {
  title: string
}

/** What is wrong with a result; null when it holds exactly the owner's rows. */
export function resultProblem({ server, tool }: OneCall, result: unknown, owner: string): string | null {
  const { events, tasks, days } = (result ?? {}) as { events?: Titled[]; tasks?: Titled[]; days?: unknown[] }
  const wrong = `${tool} for ${owner}: ${JSON.stringify(result)?.slice(0, 300)}`
  if (server === 'weather') return days?.length === 3 ? null : wrong
  const titles = new Set((events ?? tasks)?.map(({ title }) => title))
  const areAll = Array.from({ length: ROWS_PER_OWNER }, (_, row) => titles.has(titleOf(owner, row))).every(Boolean)
  return areAll && titles.size === ROWS_PER_OWNER ? null : wrong
}
