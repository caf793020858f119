import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'

type JsonSchemas = StandardSchemaWithJSON['~standard']['jsonSchema']

const remembered = new WeakMap<StandardSchemaWithJSON, StandardSchemaWithJSON>()

/**
 * The same schema, converted to JSON Schema once per process. The SDK remembers a conversion per server instance, and
 * an instance lives for one request here.
 */
export function rememberJsonSchema<Input, Output>(
  schema: StandardSchemaWithJSON<Input, Output>,
): StandardSchemaWithJSON<Input, Output> {
  const known = remembered.get(schema)
  if (known) return known as StandardSchemaWithJSON<Input, Output>
  const standard = schema['~standard']
  const { input, output } = standard.jsonSchema
  const made = {
    '~standard': { ...standard, jsonSchema: { input: once(input), output: once(output) } },
  } satisfies StandardSchemaWithJSON<Input, Output>
  remembered.set(schema, made)
  return made
}

/**
 * The same schema for a result that has been checked already: it tells clients the shape, and the SDK, which would check
 * a second time, nothing.
 */
export function describeResult<Input, Output>(
  schema: StandardSchemaWithJSON<Input, Output>,
): StandardSchemaWithJSON<Input, Output> {
  const { '~standard': standard } = rememberJsonSchema(schema)
  return { '~standard': { ...standard, validate: (value) => ({ value: value as Output }) } }
}

/** Per draft of JSON Schema: the SDK asks for one, a client library may ask for another. */
function once(convert: JsonSchemas['input']): JsonSchemas['input'] {
  const results = new Map<string, Record<string, unknown>>()
  return (options) => {
    const result = results.get(options.target) ?? Object.freeze(convert(options))
    results.set(options.target, result)
    return result
  }
}
