import { type PlanStep, TURN_CALLS } from '@chaperone/contracts'
import type { CallOutcome, PlannerContext } from '@chaperone/mcp-host'
import canonicalize from 'canonicalize'
import { describeOutcome, type Outcome } from '../answers/describe-outcome.ts'
import { type Source, sourceOf } from '../answers/parts.ts'
import { asData } from './as-data.ts'
import type { ModelCall } from './ask-model.ts'
import { BudgetSpent } from './budget.ts'
import type { OfferedTool } from './offered-tools.ts'

export interface ProposedCalls {
  /** Takes one call of the model to the host. The answer is what the model is told. @throws BudgetSpent */
  propose(call: ModelCall): Promise<string>
  /** Says what holds whatever the model wrote: what it was shown, what was changed, and what waits for the person. */
  sayWhatHolds(): void
}

const HELD =
  'This waits for the person’s approval and has not happened. Do not propose it again. Say what it is for, once approved.'
const AGAIN = 'You proposed exactly this before, and it was not done. Nothing new was asked. What you were told then:'
const MAX_NAME = 80

/** Calls of one turn, in the order in which the model wrote them: what one may do depends on what those before it showed. */
export function startCalls({
  context,
  offered,
  mark,
}: {
  context: PlannerContext
  offered: ReadonlyMap<string, OfferedTool>
  mark: string
}): ProposedCalls {
  const steps: PlanStep[] = []
  const shown: Source[] = []
  const changes: Outcome[] = []
  const waiting: { target: OfferedTool; source: Source }[] = []
  /** What was held or refused: it is not asked twice, however often the model repeats it. */
  const notDone = new Map<string, string>()

  function update(step: PlanStep, change: Partial<PlanStep>): void {
    Object.assign(step, change)
    context.plan(steps.map((one) => ({ ...one, hops: [...one.hops] })))
  }

  function begin(title: string, target?: OfferedTool): PlanStep {
    const effect = target?.tool.effect === 'read' ? ('read' as const) : ('change' as const)
    const step: PlanStep = {
      title,
      ...(target && { connection: target.connection.id, effect }),
      state: 'running',
      hops: [],
    }
    steps.push(step)
    return step
  }

  /** What is no call at all: it is shown, and goes nowhere. */
  function turnDown(title: string, note: string, why: string): string {
    update(begin(title), { state: 'failed', note })
    return why
  }

  /** As with a permission for good. */
  function changeBy({ connection, tool }: OfferedTool, { hop, result }: CallOutcome & { status: 'done' }): Outcome {
    return { tool: tool.name, result, timeZone: context.timeZone, hop, connection: connection.id }
  }

  function settle(step: PlanStep, target: OfferedTool, outcome: CallOutcome): string {
    const source = sourceOf(outcome.hop, target.connection.id)
    const hops = [outcome.hop]
    switch (outcome.status) {
      case 'done':
        update(step, { state: 'done', hops })
        shown.push(source)
        if (target.tool.effect !== 'read') changes.push(changeBy(target, outcome))
        return asData('Result', outcome.result, target, mark)
      case 'held':
        update(step, { state: 'held', hops, note: 'waits for your approval' })
        waiting.push({ target, source })
        return HELD
      case 'refused':
        update(step, { state: 'failed', hops, note: 'refused' })
        return asData('Refusal', outcome.message, target, mark)
    }
  }

  /** The host refuses it like any other call that cannot be, so that the person sees what the model tried. */
  async function proposeMadeUp(toolName: string, input: Record<string, unknown>): Promise<string> {
    const step = begin(`“${toolName.slice(0, MAX_NAME)}”`)
    const [, connection = '', tool = toolName] = /^([a-z0-9-]+)__(.+)$/s.exec(toolName) ?? []
    const outcome = await context.call(connection, tool, input)
    update(step, { state: 'failed', hops: [outcome.hop], note: 'no such tool' })
    endWhenSpent(outcome)
    return 'There is no such tool.'
  }

  return {
    async propose({ toolName, input }) {
      const target = offered.get(toolName)
      if (!target) return proposeMadeUp(toolName, isObject(input) ? input : {})
      const { connection, tool } = target
      const title = `${tool.title} · ${connection.title}`
      if (!isObject(input)) return turnDown(title, 'arguments unreadable', 'The arguments are no JSON object.')

      const key = `${toolName} ${canonicalize(input)}`
      const before = notDone.get(key)
      if (before) return turnDown(title, 'proposed before', `${AGAIN}\n${before}`)

      const step = begin(title, target)
      update(step, {})
      const outcome = await context.call(connection.id, tool.name, input)
      endWhenSpent(outcome)
      const told = settle(step, target, outcome)
      if (outcome.status !== 'done') notDone.set(key, told)
      return told
    },

    sayWhatHolds() {
      for (const [index, source] of shown.entries())
        context.say({ text: index === 0 ? '\nThe model was shown' : '', source })
      for (const change of changes) for (const part of [{ text: '\n' }, ...describeOutcome(change)]) context.say(part)
      for (const { target, source } of waiting) {
        const { title, effect } = target.tool
        const now = effect === 'read' ? 'This was not asked yet' : 'Nothing has changed yet'
        context.say({ text: `\n${now}: “${title}” waits for your approval.`, whileHeld: source.hop, source })
      }
    },
  }
}

/** @throws BudgetSpent when the host takes no more calls for this message */
function endWhenSpent(outcome: CallOutcome): void {
  if (outcome.status !== 'refused' || outcome.code !== 'too_many_calls') return
  throw new BudgetSpent(`this took more than the ${TURN_CALLS} calls a message may take`)
}

function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}
