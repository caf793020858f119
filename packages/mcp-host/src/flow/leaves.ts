export interface Leaves {
  /** Exactly as they stand: white space and capitals carry something as well. */
  texts: string[]
  numbers: number[]
}

/**
 * All texts and numbers inside a JSON value, and the keys that nobody declared: they are sent like any text. What else it
 * holds is its shape.
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

/** Keywords of which the value is a schema or a list of schemas, and those of which it is schemas by name. */
const SCHEMAS = [
  ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains'],
  ...['additionalProperties', 'unevaluatedProperties', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
]
const NAMED_SCHEMAS = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']

/** The names of all properties that a JSON Schema declares, at whatever depth. What is no schema in it declares none. */
export function declaredKeys(schema: unknown, keys = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const one of schema) declaredKeys(one, keys)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return keys
  for (const [keyword, value] of Object.entries(schema)) {
    if (SCHEMAS.includes(keyword)) declaredKeys(value, keys)
    if (!NAMED_SCHEMAS.includes(keyword) || typeof value !== 'object' || value === null) continue
    if (keyword === 'properties') for (const key of Object.keys(value)) keys.add(key)
    declaredKeys(Object.values(value), keys)
  }
  return keys
}
