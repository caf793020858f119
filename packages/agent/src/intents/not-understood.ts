import { exampleLines } from '../answers/examples.ts'
import { startVoice } from '../answers/voice.ts'
import type { Intent } from './intent.ts'

/** Everything else: says so, without a single call. */
export const notUnderstood: Intent<Record<never, never>> = {
  matches: () => ({}),

  async run(context) {
    const voice = startVoice(context)
    voice.say(
      'I did not understand that, so I asked no server. I know about tasks, calendars and the weather, one request at a time. Try one of these:',
    )
    voice.list(exampleLines())
  },
}
