import { hasMoreElements } from './has-more-elements.ts'

/** Keywords that take one look at a value, or one at each of its children. */
const LOOKS = [
  'type',
  'nullable',
  'enum',
  'const',
  'required',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]
/** Each value may meet all of it: with the limit for results, a fraction of a second. */
const MAX_SCHEMA_ELEMENTS = 2_000

/**
 * What of a third party's schema is checked on our time: keywords whose cost grows with the value and no faster. Patterns,
 * references, alternatives, tuples, uniqueness and formats are left out, so that it accepts more than the schema does, and never
 * less. Of one that is too large nothing is checked.
 */
export function cheapSchema(schema: unknown): unknown {
  return hasMoreElements(schema, MAX_SCHEMA_ELEMENTS) ? {} : cheap(schema)
}

function cheap(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
      if (LOOKS.includes(keyword)) return [[keyword, value]]
      if (keyword === 'properties') return [[keyword, cheapProperties(value)]]
      return isForOtherChildren(keyword, schema) ? [[keyword, cheap(value)]] : []
    }),
  )
}

/** Not where a pattern or a tuple, which is left out, would take some of the children away from it. */
function isForOtherChildren(keyword: string, schema: object): boolean {
  if (keyword === 'additionalProperties') return !('patternProperties' in schema)
  return keyword === 'items' && !('prefixItems' in schema) && !Array.isArray((schema as { items?: unknown }).items)
}

/** The keys are names of the data, also where they read like keywords. */
function cheapProperties(properties: unknown): unknown {
  if (typeof properties !== 'object' || properties === null) return {}
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, cheap(schema)]))
}
