import type { PlannerContext } from '@chaperone/mcp-host'
import { strong } from '../answers/parts.ts'
import { startVoice } from '../answers/voice.ts'
import type { Memory } from './memory.ts'

/** Asks back, without a call, about a name that the last question has no place for. What was kept stays. */
export function askWhatAbout(context: PlannerContext, memory: Memory | null, name: string): void {
  const bare = name.replace(/^"|["?.!]+$/g, '')
  startVoice(context).say(
    'What would you like to know about ',
    strong(bare),
    `? Your last question was about a calendar, which I cannot narrow down to it. Ask for example “weather in ${bare}”.`,
  )
  context.remember(memory)
}
