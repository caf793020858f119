export interface Leaves {
  /** Exactly as they stand: white space and capitals carry something as well. */
  texts: string[]
  numbers: number[]
}

/**
 * All texts and numbers inside a JSON value, and the keys that nobody declared: they are sent like any text. Truth values
 * carry one bit, and are left out.
 */
export function leavesOf(value: unknown, isDeclared: (key: string) => boolean = () => true): Leaves {
  const leaves: Leaves = { texts: [], numbers: [] }
  collect(value, isDeclared, leaves)
  return leaves
}

function collect(value: unknown, isDeclared: (key: string) => boolean, leaves: Leaves): void {
  if (typeof value === 'string') leaves.texts.push(value)
  else if (typeof value === 'number') leaves.numbers.push(value)
  else if (Array.isArray(value)) for (const child of value) collect(child, isDeclared, leaves)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (!isDeclared(key)) leaves.texts.push(key)
      collect(child, isDeclared, leaves)
    }
  }
}

/** The names of all properties that a JSON Schema declares, at whatever depth. */
export function declaredKeys(schema: unknown, keys = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return keys
  const { properties } = schema as { properties?: unknown }
  if (typeof properties === 'object' && properties !== null) for (const key of Object.keys(properties)) keys.add(key)
  for (const child of Object.values(schema)) declaredKeys(child, keys)
  return keys
}
