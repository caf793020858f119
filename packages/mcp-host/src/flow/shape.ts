/** As many as a call of few words needs: with more of them words could be spelled. */
const MAX_CHOICES = 4

/**
 * Whether the shape of arguments could tell something, beside their texts and numbers: truth values, nulls, lists, objects
 * and the keys that need not be there are a choice each. A key that the schema demands of every call is none.
 */
export function isTelling(args: Record<string, unknown>, inputSchema: unknown): boolean {
  return choicesIn(args) - demandedKeys(args, inputSchema) > MAX_CHOICES
}

function choicesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const keys = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, child) => {
    return sum + (typeof child === 'string' || typeof child === 'number' ? 0 : 1) + choicesIn(child)
  }, keys)
}

/** Where one of them is missing, nobody demanded them, and each was chosen. */
function demandedKeys(args: Record<string, unknown>, inputSchema: unknown): number {
  const { required } = (inputSchema ?? {}) as { required?: unknown }
  const demanded = new Set(Array.isArray(required) ? required.map(String) : [])
  return [...demanded].every((key) => Object.hasOwn(args, key)) ? demanded.size : 0
}
