const MAX_CHARACTERS = 300
/** pino's level of errors; everything below is business as usual. */
const ERROR_LEVEL = 50

interface LogLine {
  level?: number
  msg?: string
  err?: { message?: string }
}

/** What went wrong, according to a log's end: an error's message without its stack. Empty when it does not say. */
export function lastLogMessage(log: string): string {
  const messages = log.split('\n').map(messageOf).filter(Boolean)
  return (messages.findLast((message) => /error/i.test(message)) ?? messages.at(-1) ?? '').slice(0, MAX_CHARACTERS)
}

function messageOf(text: string): string {
  const line = text.trim()
  if (/^(at |Node\.js v|[{}\]]+,?$)/.test(line)) return ''
  try {
    const { level = 0, msg, err } = JSON.parse(line) as LogLine
    return level < ERROR_LEVEL ? '' : [msg, err?.message].filter(Boolean).join(': ')
  } catch {
    return line
  }
}
