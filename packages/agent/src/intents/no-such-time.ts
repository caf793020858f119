import { strong } from '../answers/parts.ts'
import { startVoice } from '../answers/voice.ts'
import { impossibleTime } from '../language/impossible-time.ts'
import type { Intent } from './intent.ts'

/** "Am I free at 25:00?", "free slots on 31 February": says so, rather than answer for another time. */
export const noSuchTime: Intent<{ words: string }> = {
  matches(text) {
    const words = impossibleTime(text)
    return words === null ? null : { words }
  },

  async run(context, { words }) {
    const voice = startVoice(context)
    const isClock = words.includes(':')
    voice.say('There is no ', strong(words), isClock ? ': a day goes from 00:00 to 24:00.' : ' in the calendar.')
    voice.say(
      'So I asked no server. Say it again with a time that exists, or put it in quotation marks if it is a name.',
    )
  },
}
