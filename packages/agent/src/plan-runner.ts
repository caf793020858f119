import type { PlanStep } from '@chaperone/contracts'
import type { CallOutcome, ResultReference } from '@chaperone/mcp-host'
import { describeOutcome } from './answers/describe-outcome.ts'
import { type Phrase, type Source, sourceOf } from './answers/parts.ts'
import { startVoice, type Voice } from './answers/voice.ts'
import { whyUnavailable } from './answers/why-unavailable.ts'
import type { ShownThing } from './conversation/thing.ts'
import type { TurnContext } from './conversation/turn-context.ts'
import type { PlannedStep } from './plan-steps.ts'

/** A schema of the contracts package: results are parsed with it, never trusted. */
export interface ResultSchema<Result> {
  safeParse(value: unknown): { success: true; data: Result } | { success: false }
}

export interface Request<Result> {
  connection: string
  tool: string
  args: Record<string, unknown>
  /** Hops whose results the arguments were made from, so that the flow policy knows what they may hold. */
  from?: readonly ResultReference[]
  result: ResultSchema<Result>
}

export interface Change {
  connection: string
  tool: string
  args: Record<string, unknown>
  from?: readonly ResultReference[]
  /** What happens once it is approved, worded after "Once you approve, ": "I add **Run** …". */
  intention: readonly Phrase[]
  /** What has happened when the server's answer does not say it, as after a deletion. */
  outcome?: readonly Phrase[]
}

export interface Fact<Result> {
  data: Result
  source: Source
}

export interface PlanRun<Step extends string> extends Voice {
  context: TurnContext
  /** Asks a server. Says why and ends the plan when there is no answer to work with. */
  read<Result>(step: Step, request: Request<Result>): Promise<Fact<Result>>
  /** Asks a server. Says why and answers null when there is no answer, so that the plan can go on without it. */
  attempt<Result>(step: Step, request: Request<Result>): Promise<Fact<Result> | null>
  /** Proposes a change, and says whether it happened, waits for approval or was refused. */
  propose(step: Step, change: Change): Promise<void>
  /** Notes what the answer shows, so that the next message can mean it. */
  showed(...things: ShownThing[]): void
  /** Shows a remark beside a step. */
  note(step: Step, text: string): void
  /** Says something and ends the plan. */
  stop(...phrases: Phrase[]): never
}

class PlanEnded extends Error {}

/**
 * Runs a recipe whose steps are shown from the start and updated as calls are made. A recipe reads top to bottom:
 * whatever leaves it nothing to work with has been said and ends it.
 */
export async function runPlan<Step extends string>(
  context: TurnContext,
  planned: Partial<Record<Step, PlannedStep>>,
  recipe: (plan: PlanRun<Step>) => Promise<void>,
): Promise<void> {
  const voice = startVoice(context)
  const steps = new Map<Step, PlanStep>()
  for (const [step, said] of Object.entries(planned) as [Step, PlannedStep][])
    steps.set(step, { ...said, state: 'waiting', hops: [] })
  const show = () => context.plan(Array.from(steps.values(), (step) => ({ ...step, hops: [...step.hops] })))

  function update(step: Step, change: Partial<PlanStep>, hop?: number) {
    const current = steps.get(step)
    if (!current) return
    steps.set(step, { ...current, ...change, hops: hop === undefined ? current.hops : [...current.hops, hop] })
    show()
  }

  function fail(step: Step, note: string, hop: number | undefined, ...phrases: Phrase[]): null {
    update(step, { state: 'failed', note }, hop)
    voice.say(...phrases)
    return null
  }

  async function call(
    step: Step,
    { connection, tool, args, from }: Omit<Request<unknown>, 'result'>,
  ): Promise<CallOutcome | null> {
    requireAsSaid(steps.get(step), context, { connection, tool })
    const unavailable = whyUnavailable(context.catalogue, connection, tool)
    if (unavailable) return fail(step, 'not available', undefined, unavailable)
    update(step, { state: 'running' })
    return context.call(connection, tool, args, from)
  }

  async function attempt<Result>(step: Step, request: Request<Result>): Promise<Fact<Result> | null> {
    const outcome = await call(step, request)
    if (!outcome) return null
    if (outcome.status === 'refused') {
      return fail(step, 'refused', outcome.hop, refusal(outcome.message), ' I have no answer to that part.')
    }
    if (outcome.status === 'held') {
      update(step, { state: 'held', note: 'waits for your approval' }, outcome.hop)
      const source = sourceOf(outcome.hop, request.connection)
      voice.tellWhileHeld(source, 'Even asking this needs your approval, so I have no answer yet.')
      return null
    }
    const parsed = request.result.safeParse(outcome.result)
    if (!parsed.success) {
      return fail(
        step,
        'unexpected answer',
        outcome.hop,
        `The answer of ${request.tool} did not have the agreed shape, so I used nothing of it.`,
      )
    }
    update(step, { state: 'done' }, outcome.hop)
    return { data: parsed.data, source: sourceOf(outcome.hop, request.connection) }
  }

  const plan: PlanRun<Step> = {
    ...voice,
    context,
    attempt,
    async read(step, request) {
      const fact = await attempt(step, request)
      if (!fact) throw new PlanEnded()
      return fact
    },
    async propose(step, change) {
      const outcome = await call(step, change)
      if (!outcome) throw new PlanEnded()
      const { connection, tool } = change
      if (outcome.status === 'refused') {
        fail(step, 'refused', outcome.hop, refusal(outcome.message), ' Nothing was changed.')
        return
      }
      if (outcome.status === 'held') {
        update(step, { state: 'held', note: 'waits for your approval' }, outcome.hop)
        voice.tellWhileHeld(
          sourceOf(outcome.hop, connection),
          'Nothing has changed yet: this waits for your approval. Once you approve, ',
          ...change.intention,
        )
        return
      }
      update(step, { state: 'done' }, outcome.hop)
      const { hop, result } = outcome
      const said = describeOutcome({ tool, result, timeZone: context.timeZone, hop, connection })
      if (change.outcome) voice.tell(sourceOf(hop, connection), ...change.outcome)
      else voice.say(...said)
    },
    showed: (...things) => context.notes.showed(things),
    note: (step, text) => update(step, { note: text }),
    stop(...phrases) {
      voice.say(...phrases)
      throw new PlanEnded()
    },
  }

  show()
  try {
    await recipe(plan)
  } catch (error) {
    if (!(error instanceof PlanEnded)) throw error
  }
  const waiting = [...steps].filter(([, { state }]) => state === 'waiting')
  for (const [step] of waiting) update(step, { note: 'not needed' })
}

/** What the person was told before holds: @throws Error where a recipe would ask another server, or change what it said it reads. */
function requireAsSaid(
  step: PlanStep | undefined,
  { catalogue }: TurnContext,
  { connection, tool }: { connection: string; tool: string },
): void {
  const tools = catalogue.find(({ id }) => id === connection)?.tools ?? []
  const isChange = (tools.find(({ name }) => name === tool)?.effect ?? 'read') !== 'read'
  if (step && (step.connection !== connection || (isChange && step.effect === 'read'))) {
    throw new Error(`The step “${step.title}” said nothing of ${tool} at ${connection}.`)
  }
}

function refusal(message: string): string {
  return `This was refused: ${message.trim().replace(/([^.!?])$/, '$1.')}`
}
