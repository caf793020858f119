/** Whether a JSON value holds more than so many values, however they are nested. Stops where it knows. */
export function hasMoreElements(value: unknown, limit: number): boolean {
  let count = 0
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    const children = Object.values(next)
    count += children.length
    if (count > limit) return true
    waiting.push(...children)
  }
  return false
}
