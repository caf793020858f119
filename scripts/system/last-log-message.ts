const MAX_CHARACTERS = 300

interface LogLine {
  msg?: string
  err?: { message?: string }
}

/** What went wrong, according to a log's end: an error's message without its stack, the text of a JSON line. */
export function lastLogMessage(log: string): string {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !/^(at |Node\.js v|[{}\]]+,?$)/.test(line))
  const line = lines.findLast((one) => /error/i.test(one)) ?? lines.at(-1) ?? ''
  return textOf(line).slice(0, MAX_CHARACTERS)
}

function textOf(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as LogLine
    return [msg, err?.message].filter(Boolean).join(': ') || line
  } catch {
    return line
  }
}
