import { exampleLines } from '../answers/examples.ts'
import { startVoice } from '../answers/voice.ts'
import type { Intent } from './intent.ts'

const hello = /^(?:hi|hey|hello|good (?:morning|afternoon|evening|day)|howdy|greetings)(?: (?:there|chaperone|all))?$/i
const thanks =
  /^(?:thanks|thank you|thx|cheers|great|perfect|cool|nice)(?:,? (?:a lot|so much|very much|thanks|thank you))?$/i
const help = /^(?:help(?: me)?|what can (?:you|i) (?:do|ask|say)|how does this work|who are you|what are you|\?)$/i

/** "Hello", "thanks", "what can you do?" */
export const greeting: Intent<{ kind: 'thanks' | 'help' }> = {
  matches(text) {
    if (thanks.test(text)) return { kind: 'thanks' }
    return hello.test(text) || help.test(text) || text === '' ? { kind: 'help' } : null
  },

  async run(context, { kind }) {
    const voice = startVoice(context)
    if (kind === 'thanks') {
      voice.say('You are welcome.')
      return
    }
    voice.say(
      `Hello ${context.personName}. I can ask your tasks, your calendars and the weather, and bring their answers together. Try one of these:`,
    )
    voice.list(exampleLines())
  },
}
