import { fromJsonSchema } from '@modelcontextprotocol/client'
import { Ajv, AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv'
import type { TrustTier } from '../flow/policy.ts'
import { cheapSchema } from './cheap-schema.ts'

type Schema = ReturnType<typeof fromJsonSchema>
type Engine = InstanceType<typeof Ajv>

const compiled = new Map<string, Schema>()
const MAX_COMPILED = 500

interface Named {
  /** Names the schema, which is compiled once. */
  key: string
  schema: unknown
  /** Whose schema it is. */
  trust: TrustTier
}

/** The problems a value has with a JSON Schema; none means that it fits. Of a third party's only what is cheap counts. */
export async function schemaProblems({ key, schema, trust }: Named, value: unknown): Promise<string[]> {
  let compiledSchema = compiled.get(key)
  if (!compiledSchema) {
    if (compiled.size >= MAX_COMPILED) compiled.clear()
    compiledSchema = trust === 'own' ? compile(schema) : compile(cheapSchema(schema), atFirstProblem())
    compiled.set(key, compiledSchema)
  }
  const result = await compiledSchema['~standard'].validate(value)
  return result.issues?.map((issue) => issue.message) ?? []
}

/** One validator for each: it remembers schemas by their names, so that one could stand in for another. */
function compile(schema: unknown, engine?: Engine): Schema {
  return fromJsonSchema(schema as Parameters<typeof fromJsonSchema>[0], new AjvJsonSchemaValidator(engine))
}

/** Ends where a value does not fit: to collect all problems could take more memory than there is. */
function atFirstProblem(): Engine {
  return new Ajv({ strict: false, validateSchema: false, allErrors: false })
}
