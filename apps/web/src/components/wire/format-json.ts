const LINE_CHARACTERS = 64

/** JSON text with a line per value where one line would be too long. Text that is not JSON stays as it is. */
export function formatJson(text: string): string {
  try {
    return format(JSON.parse(text), '')
  } catch {
    return text
  }
}

function format(value: unknown, indent: string): string {
  const line = JSON.stringify(value)
  if (value === null || typeof value !== 'object') return line
  if (indent.length + line.length <= LINE_CHARACTERS) return line
  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((item) => format(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, inner)}`)
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
}
