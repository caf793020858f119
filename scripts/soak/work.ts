import { setTimeout as delay } from 'node:timers/promises'
import type { ServerName } from '@chaperone/contracts'
import { callTool, type ToolAnswer } from '@chaperone/mcp-server-kit/testing'
import { type Caller, foreignCanaries } from './caller.ts'
import type { Ledger } from './ledger.ts'

/** How soon a caller asks again after a server did not answer. */
const RETRY_MILLISECONDS = 250
const YEAR_START = Date.UTC(2030, 0, 1)

interface Work {
  caller: Caller
  ledger: Ledger
  servers: Record<ServerName, string>
  /** Asked before every request. */
  goesOn(): boolean
}

/** One caller, one request after the other: reads of all kinds, writes, and attempts at the rows of others. */
export async function work({ caller, ledger, servers, goesOn }: Work): Promise<void> {
  const own: string[] = []
  let hours = 0
  const any = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)]

  async function ask(tool: string, input: Record<string, unknown> = {}): Promise<ToolAnswer | null> {
    const server = tool.split('_', 1)[0] as ServerName
    ledger.requests += 1
    const call = { resource: servers[server], credential: caller.token(server), tool, input }
    const answer = await callTool(call).catch(() => null)
    if (answer) ledger.foreign.push(...foreignCanaries(caller, answer.body))
    else {
      ledger.unanswered += 1
      await delay(RETRY_MILLISECONDS)
    }
    return answer
  }

  function expectOutput(tool: string, answer: ToolAnswer | null): boolean {
    if (answer && !answer.output) ledger.failures.push(`${tool}: HTTP ${answer.status} ${answer.body.slice(0, 200)}`)
    return Boolean(answer?.output)
  }

  async function read(tool: string, input?: Record<string, unknown>): Promise<void> {
    expectOutput(tool, await ask(tool, input))
  }

  async function create(table: 'tasks' | 'events', tool: string, input: Record<string, unknown>): Promise<void> {
    const answer = await ask(tool, { ...input, title: `${caller.canary} ${ledger.requests}` })
    if (!expectOutput(tool, answer)) return
    const id: string = answer?.output.id
    ledger.rows.set(id, { owner: caller.sub, table, state: 'there' })
    ledger.acknowledgedWrites += 1
    if (table === 'tasks') own.push(id)
  }

  async function change(tool: string, state: 'done' | 'gone'): Promise<void> {
    const id = any(own)
    const row = id && ledger.rows.get(id)
    if (!row) return read('tasks_list_projects')
    // Until it is acknowledged, either state is right.
    ledger.rows.delete(id)
    own.splice(own.indexOf(id), 1)
    if (!expectOutput(tool, await ask(tool, { taskId: id }))) return
    ledger.rows.set(id, { ...row, state })
    ledger.acknowledgedWrites += 1
  }

  async function probe(): Promise<void> {
    const id = foreignTask(ledger, caller)
    if (!id) return read('tasks_list_projects')
    const answer = await ask('tasks_get', { taskId: id })
    ledger.probes += 1
    if (answer?.output) ledger.foreign.push(id)
  }

  const deeds = [
    () => read('tasks_list_projects'),
    () => read('tasks_list', { status: 'all' }),
    () => read('tasks_search', { text: 'canary' }),
    () => read('calendar_list_events', { from: '2030-01-01T00:00:00Z', to: '2030-02-01T00:00:00Z' }),
    () => read('weather_list_places'),
    () => read('weather_search_places', { query: 'Lisbon' }),
    () => create('tasks', 'tasks_create', { projectId: caller.projectId }),
    () => create('tasks', 'tasks_create', { projectId: caller.projectId }),
    () => create('events', 'calendar_create_event', hour(hours++)),
    () => change('tasks_complete', 'done'),
    () => change('tasks_delete', 'gone'),
    () => probe(),
  ]
  while (goesOn()) await deeds[Math.floor(Math.random() * deeds.length)]?.()
}

function foreignTask(ledger: Ledger, { sub }: Caller): string | null {
  for (const [id, { owner, table }] of ledger.rows) if (table === 'tasks' && owner !== sub) return id
  return null
}

/** The nth hour of 2030, so that no two events of a caller overlap. */
function hour(n: number): Record<string, string> {
  const instant = (hours: number) => new Date(YEAR_START + hours * 3_600_000).toISOString()
  return { startsAt: instant(n), endsAt: instant(n + 1), timeZone: 'Europe/Lisbon' }
}
