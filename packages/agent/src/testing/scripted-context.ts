import { type AnswerPart, type ConnectionSummary, type PlanStep, TURN_CALLS } from '@chaperone/contracts'
import type { CallOutcome, Planner, PlannerContext, ResultReference } from '@chaperone/mcp-host'
import { builtInPlanner } from '../built-in-planner.ts'

export interface Call {
  connection: string
  tool: string
  args: Record<string, unknown>
  /** Hops that the arguments were made from, where the planner says so. */
  from?: readonly ResultReference[]
}

type Answer = unknown | ((args: Record<string, unknown>) => unknown)

export interface Script {
  now?: string
  timeZone?: string
  /** Result of each read, by tool or by `connection/tool`. A function gets the arguments. */
  results?: Record<string, Answer>
  /** Tools whose calls the host refuses, with its message. */
  refused?: Record<string, string>
  /** Write and destroy tools run at once instead of being held. */
  isApproved?: boolean
  /** Tools or connections that the person does not have. */
  missing?: readonly string[]
  catalogue?: readonly ConnectionSummary[]
  /** Aborts when the person stops the turn. */
  signal?: AbortSignal
  turnId?: string
  /** What was said before, and what the planner kept of it. */
  earlier?: PlannerContext['earlier']
  memory?: unknown
}

export interface Run {
  calls: Call[]
  answer: string
  parts: AnswerPart[]
  plans: PlanStep[][]
  /** What went wrong, as the person is told. */
  failures: string[]
  /** What the planner kept for the next turn. */
  memory: unknown
}

const toolNames = {
  weather: [
    'weather_search_places',
    'weather_current',
    'weather_forecast',
    'weather_list_places',
    'weather_save_place',
    'weather_remove_place',
  ],
  calendar: [
    'calendar_list_calendars',
    'calendar_list_events',
    'calendar_get_event',
    'calendar_find_free_slots',
    'calendar_create_event',
    'calendar_update_event',
    'calendar_delete_event',
  ],
  tasks: [
    'tasks_list_projects',
    'tasks_list',
    'tasks_get',
    'tasks_search',
    'tasks_create',
    'tasks_update',
    'tasks_complete',
    'tasks_share_project',
    'tasks_delete',
  ],
} as const

const changing = /_(?:save|remove|create|update|delete|complete|share)(?:_|$)/

/** The catalogue of somebody who may use everything but `missing`. */
export function catalogueWithout(missing: readonly string[] = []): ConnectionSummary[] {
  const connections = [
    { id: 'weather', server: 'weather' },
    { id: 'calendar', server: 'calendar' },
    { id: 'team-calendar', server: 'calendar' },
    { id: 'tasks', server: 'tasks' },
  ] as const
  return connections
    .filter(({ id }) => !missing.includes(id))
    .map(({ id, server }) => ({
      id,
      server,
      title: id,
      url: `http://localhost/${id}`,
      labels: [id === 'weather' ? 'third_party' : 'private', 'untrusted_text'],
      tools: toolNames[server]
        .filter((name) => !missing.includes(name))
        .map((name) => ({
          name,
          title: name,
          description: '',
          effect: changing.test(name) ? 'write' : 'read',
          inputSchema: {},
          isPinned: true,
        })),
    }))
}

/** Runs a planner on one message; reads answer from the script, changes wait for approval. */
export async function runScript(message: string, script: Script = {}, planner: Planner = builtInPlanner): Promise<Run> {
  const run: Run = { calls: [], answer: '', parts: [], plans: [], failures: [], memory: null }
  const signal = script.signal ?? new AbortController().signal
  const results: Record<string, Answer> = script.results ?? {}
  const context: PlannerContext = {
    turnId: script.turnId ?? 'turn_1',
    message,
    timeZone: script.timeZone ?? 'Europe/Lisbon',
    now: new Date(script.now ?? '2026-11-23T09:14:00Z'),
    personName: 'Alice',
    earlier: script.earlier ?? [],
    memory: script.memory ?? null,
    catalogue: script.catalogue ?? catalogueWithout(script.missing),
    signal,
    async call(connection, tool, args, from): Promise<CallOutcome> {
      signal.throwIfAborted()
      run.calls.push({ connection, tool, args, ...(from && { from }) })
      const hop = run.calls.length + 1
      if (run.calls.length > TURN_CALLS) return { status: 'refused', hop, code: 'too_many_calls', message: 'Too many.' }
      const isThere = context.catalogue.some(
        ({ id, tools }) => id === connection && tools.some(({ name }) => name === tool),
      )
      if (!isThere) return { status: 'refused', hop, code: 'unknown_tool', message: 'There is no such tool.' }
      const refusal = script.refused?.[tool]
      if (refusal) return { status: 'refused', hop, code: 'scripted', message: refusal }
      if (changing.test(tool) && !script.isApproved) return { status: 'held', hop, approvalId: 'apr_1' }
      const answer = results[`${connection}/${tool}`] ?? results[tool]
      return { status: 'done', hop, result: typeof answer === 'function' ? answer(args) : answer }
    },
    plan: (steps) => run.plans.push(structuredClone([...steps])),
    say: (part) => run.parts.push(part),
    remember: (memory) => {
      run.memory = structuredClone(memory)
    },
    fail: (message) => run.failures.push(message),
  }
  await planner.run(context)
  run.answer = run.parts.map(({ text }) => text).join('')
  return run
}
