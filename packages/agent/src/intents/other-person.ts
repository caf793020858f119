import { strong } from '../answers/parts.ts'
import { startVoice } from '../answers/voice.ts'
import { asksForChange } from '../language/commands.ts'
import { mentionsTime } from '../language/moments.ts'
import { maskQuoted } from '../language/quoted.ts'
import type { Intent } from './intent.ts'
import { listEvents } from './list-events.ts'

const name = '([\\p{L}][\\p{L}\\p{M}-]*)'
const calendarOf = new RegExp(`\\b${name}'s (?:\\w+ )?(?:calendar|agenda|diary|schedule)\\b`, 'iu')
const questions = [
  new RegExp(`\\b${name}'s (?:\\w+ )?(?:events|meetings|appointments)\\b`, 'iu'),
  new RegExp(`^(?:(?:when|what time) )?is ${name} (?:free|busy|available)\\b`, 'iu'),
  new RegExp(`^what (?:does|is) ${name} (?:have|doing)\\b`, 'iu'),
]
const nobody =
  /^(?:i|we|it|he|she|they|this|that|there|the|team|everyone|everybody|anyone|who|what|when|where|how|let|here)$/i

/** "Show me Bob's calendar": nobody sees what is another person's, and no list of one's own is passed off as it. */
export const otherPerson: Intent<{ text: string; person: string }> = {
  matches(text) {
    const masked = maskQuoted(text)
    const patterns = asksForChange(text) ? [calendarOf] : [calendarOf, ...questions]
    const person = patterns.map((pattern) => pattern.exec(masked)?.[1]).find((found) => found !== undefined)
    return person && !nobody.test(person) && !mentionsTime(person) ? { text, person } : null
  },

  async run(context, { text, person }) {
    if (isSelf(person, context.personName) && !asksForChange(text)) {
      return listEvents.run(context, { text, connection: 'calendar' })
    }
    const voice = startVoice(context)
    voice.say(
      'I can see and change only what is yours, so I asked no server: your calendars, your places, and the projects that are yours or shared with you. ',
      strong(capitalized(person)),
      ' has to look for you, or put it into the team calendar.',
    )
  },
}

function isSelf(person: string, ownName: string): boolean {
  return ownName.toLowerCase().split(' ').includes(person.toLowerCase())
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
