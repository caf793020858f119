import type { PlannerContext } from '@chaperone/mcp-host'
import { strong } from '../answers/parts.ts'
import { startVoice } from '../answers/voice.ts'
import type { FollowUp } from './follow-up.ts'
import { GAP, type Memory } from './memory.ts'

const MOST_LINES = 6

/** Asks back, without a call, and keeps the question for the answer. */
export function askWhich(
  context: PlannerContext,
  memory: Memory | null,
  { candidates, question }: FollowUp & { kind: 'which' },
): void {
  const voice = startVoice(context)
  if (candidates.length === 0) {
    voice.say('Which one do you mean? Say its name, as in “', question.replace(GAP, 'the task Order cables'), '”.')
  } else {
    voice.say('Which one:')
    voice.list(candidates.slice(0, MOST_LINES).map(({ title }) => [strong(title)]))
    voice.say('Say “the first one”, or its name.')
  }
  const list = candidates.length > 0 ? candidates : (memory?.list ?? [])
  context.remember({
    planner: 'built-in',
    request: memory?.request ?? '',
    list,
    focus: null,
    question,
  } satisfies Memory)
}
