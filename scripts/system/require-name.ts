import { lineSchema } from '@chaperone/contracts'
import { PlainError } from './plain-error.ts'

const MAX_CHARACTERS = 60

/** The name that `--name` gives a person or a client, trimmed. @throws PlainError that says what is wrong with it */
export function requireName(text: string): string {
  const name = lineSchema(MAX_CHARACTERS).safeParse(text)
  if (name.success) return name.data
  if (!text.trim()) throw new PlainError('--name is required.')
  if (text.trim().length > MAX_CHARACTERS) throw new PlainError(`--name takes at most ${MAX_CHARACTERS} characters.`)
  throw new PlainError('--name has hidden characters, such as a line break: it would not read as it is stored.')
}
