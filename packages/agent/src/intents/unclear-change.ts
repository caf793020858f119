import { startVoice } from '../answers/voice.ts'
import { firstQuoted } from '../language/quoted.ts'
import type { Intent } from './intent.ts'

/** "Delete Order cables", "rename Review to Design": asks back what kind of thing it is rather than guess. */
export const unclearChange: Intent<{ verb: string; words: string }> = {
  matches(text) {
    const [, verb, words] = /^(delete|remove|rename|drop|erase)\s+(.+)$/i.exec(text) ?? []
    return verb && words ? { verb: verb.toLowerCase(), words } : null
  },

  async run(context, { verb, words }) {
    const voice = startVoice(context)
    const [, old = words, title = '…'] = verb === 'rename' ? (/^(.+?)\s+to\s+(.+)$/i.exec(words) ?? []) : []
    const name = firstQuoted(old) ?? old.replace(/^(?:the|my|an?)\s+/i, '')
    const ending = verb === 'rename' ? ` to ${title}` : ''
    voice.say(`Do you mean a task, an event or a saved place? I changed nothing. Say one of these:`)
    const lines = [[`“${verb} the task ${name}${ending}”`], [`“${verb} the event ${name}${ending}”`]]
    voice.list(verb === 'rename' ? lines : [...lines, [`“${verb} ${name} from my places”`]])
  },
}
