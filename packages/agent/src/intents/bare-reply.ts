import { startVoice } from '../answers/voice.ts'
import type { Intent } from './intent.ts'

const yes = /^(?:yes|yep|yeah|ok|okay|sure|do it|do that|go ahead|approved?|confirm(?:ed)?)$/i
const no = /^(?:no|nope|never ?mind|forget it|stop|cancel|leave it)$/i

/** "Yes", "never mind": a message approves nothing, and gives a question up. */
export const bareReply: Intent<{ isYes: boolean }> = {
  matches(text) {
    if (yes.test(text)) return { isYes: true }
    return no.test(text) ? { isYes: false } : null
  },

  async run(context, { isYes }) {
    const voice = startVoice(context)
    if (isYes) voice.say('Only its card approves a change, no message does. If I asked you something, say it in words.')
    else voice.say('All right. I changed nothing; what waits on a card you can decline there.')
  },
}
