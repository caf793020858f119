import { randomBytes } from 'node:crypto'
import { MODEL_TURN_SECONDS } from '@chaperone/contracts'
import type { Planner, PlannerContext } from '@chaperone/mcp-host'
import type { ModelMessage } from 'ai'
import { askModel, type ModelCall, ModelFailed, type ModelRound } from './ask-model.ts'
import { type Budget, BudgetSpent, startBudget } from './budget.ts'
import { instructionsFor } from './instructions.ts'
import { messagesBefore } from './messages-before.ts'
import { type OfferedTool, offeredTools, toolSetOf } from './offered-tools.ts'
import type { Model } from './open-model.ts'
import { type ProposedCalls, startCalls } from './propose-calls.ts'
import { whyModelFailed } from './why-model-failed.ts'

export interface LanguageModelPlannerOptions {
  /** Shown to the person beside the plan. */
  name: string
  model: Model
  /** For the operator: why the model could not be asked. */
  log(message: string): void
}

/**
 * Lets a language model propose the calls and write the answer. The model sees the person's message and what
 * was said before, the pinned tools and what the host answers; it is ended by its budget, by the clock or by the person.
 *
 * It is not trusted: everything it was shown may be in what it writes, which is what the flow policy takes it for, and
 * whatever a result talks it into is still a proposal, which the host judges like any other.
 *
 * @see docs/decisions/0024-a-language-model-proposes.md
 */
export function languageModelPlanner({ name, model, log }: LanguageModelPlannerOptions): Planner {
  return {
    name,
    dataFlow: 'unknown',
    async run(context) {
      const deadline = AbortSignal.timeout(MODEL_TURN_SECONDS * 1_000)
      const signal = AbortSignal.any([context.signal, deadline])
      const budget = startBudget()
      const mark = `data-${randomBytes(8).toString('hex')}`
      const offered = offeredTools(context.catalogue)
      const calls = startCalls({ context, offered, mark })
      try {
        await converse({ context, model, offered, mark, signal, budget, calls })
      } catch (error) {
        // Who stopped the turn does not wait for words about it.
        if (context.signal.aborted) return
        explain(deadline.aborted ? tooSlow() : error, context, log)
      }
      calls.sayWhatHolds()
    },
  }
}

interface Conversation {
  context: PlannerContext
  model: Model
  offered: ReadonlyMap<string, OfferedTool>
  mark: string
  signal: AbortSignal
  budget: Budget
  calls: ProposedCalls
}

async function converse({ context, model, offered, mark, signal, budget, calls }: Conversation): Promise<void> {
  const question = { model, instructions: instructionsFor(context, mark), tools: toolSetOf(offered), signal }
  const definitions = Array.from(offered.values(), ({ tool }) => tool)
  const everyRound = JSON.stringify([question.instructions, definitions]).length
  const messages: ModelMessage[] = [...messagesBefore(context), { role: 'user', content: context.message }]
  let written = 0
  while (true) {
    const maxOutputTokens = budget.beginStep(everyRound + JSON.stringify(messages).length)
    let lead = written > 0 ? '\n' : ''
    const round = await askModel({
      ...question,
      messages,
      maxOutputTokens,
      onText(piece) {
        context.say({ text: lead + piece })
        lead = ''
        written += piece.length
      },
    })
    budget.endStep(round.usage, JSON.stringify(round.written).length)
    if (round.finishReason === 'length') throw new BudgetSpent('the answer became longer than one message may cost')
    if (round.calls.length === 0) {
      endAnswer(round, written, context)
      return
    }
    messages.push(...round.written, await answersTo(round.calls, calls, signal))
  }
}

async function answersTo(calls: ModelCall[], { propose }: ProposedCalls, signal: AbortSignal): Promise<ModelMessage> {
  const content = []
  for (const call of calls) {
    signal.throwIfAborted()
    const value = await propose(call)
    const { toolCallId, toolName } = call
    content.push({ type: 'tool-result' as const, toolCallId, toolName, output: { type: 'text' as const, value } })
  }
  return { role: 'tool', content }
}

function endAnswer({ finishReason }: ModelRound, written: number, context: PlannerContext): void {
  if (finishReason === 'content-filter') context.fail('The language model’s provider declined to answer this.')
  else if (written === 0) context.fail('The language model gave no answer. Ask again.')
}

function tooSlow(): BudgetSpent {
  return new BudgetSpent(`this took longer than ${MODEL_TURN_SECONDS / 60} minutes`)
}

/** @throws what is the fault of neither model nor budget */
function explain(error: unknown, context: PlannerContext, log: LanguageModelPlannerOptions['log']): void {
  if (error instanceof BudgetSpent) {
    context.say({ text: `\n${error.message}` })
    return
  }
  if (!(error instanceof ModelFailed)) throw error
  const { forPerson, forOperator } = whyModelFailed(error.cause)
  log(`the language model gave no answer: ${forOperator}`)
  context.fail(forPerson)
}
