import type { PlannerContext } from '@chaperone/mcp-host'
import { formatDay, formatTime, localTime } from '../answers/dates.ts'
import { dueWords } from '../answers/describe-outcome.ts'
import { type Phrase, strong } from '../answers/parts.ts'
import { startVoice } from '../answers/voice.ts'
import { extractWhen } from '../language/when.ts'
import type { FollowUp } from './follow-up.ts'
import { GAP, type Memory } from './memory.ts'
import type { Thing } from './thing.ts'

const MOST_LINES = 6

/** Asks back, without a call, and keeps the question for the answer. */
export function askWhich(
  context: PlannerContext,
  memory: Memory | null,
  { candidates, question }: FollowUp & { kind: 'which' },
): void {
  const voice = startVoice(context)
  if (candidates.length === 0) {
    // A task has a day at most.
    const example = extractWhen(question, context).when?.hasTime ? 'lunch with Bob' : 'the task Order cables'
    voice.say('Which one do you mean? Say its name, as in “', question.replace(GAP, example), '”.')
  } else {
    voice.say('Which one:')
    voice.list(candidates.slice(0, MOST_LINES).map((thing) => thingLine(thing, context)))
    const isOneName = new Set(candidates.map(({ title }) => title)).size === 1
    voice.say(`Say “the first one”, or its ${isOneName ? 'day and time' : 'name'}.`)
  }
  const list = candidates.length > 0 ? candidates : (memory?.list ?? [])
  context.remember({
    planner: 'built-in',
    request: memory?.request ?? '',
    list,
    focus: null,
    question: { asks: 'which', request: question },
  } satisfies Memory)
}

function thingLine({ kind, title, when }: Thing, { timeZone }: PlannerContext): Phrase[] {
  if (!when || kind === 'task') return [strong(title), dueWords({ due: when })]
  const start = localTime(when, timeZone)
  return [`${formatDay(start)}, ${formatTime(start)}: `, strong(title)]
}
