import { fromJsonSchema } from '@modelcontextprotocol/client'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv'

type Schema = ReturnType<typeof fromJsonSchema>

const validator = new AjvJsonSchemaValidator()
const compiled = new Map<string, Schema>()
const MAX_COMPILED = 500

/** The problems a value has with a JSON Schema; none means that it fits. `key` names the schema, which is compiled once. */
export async function schemaProblems(key: string, schema: unknown, value: unknown): Promise<string[]> {
  let compiledSchema = compiled.get(key)
  if (!compiledSchema) {
    if (compiled.size >= MAX_COMPILED) compiled.clear()
    compiledSchema = fromJsonSchema(schema as Parameters<typeof fromJsonSchema>[0], validator)
    compiled.set(key, compiledSchema)
  }
  const result = await compiledSchema['~standard'].validate(value)
  return result.issues?.map((issue) => issue.message) ?? []
}
