import { fromJsonSchema } from '@modelcontextprotocol/client'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv'
import type { TrustTier } from '../flow/policy.ts'

type Schema = ReturnType<typeof fromJsonSchema>

const compiled = new Map<string, Schema>()
const MAX_COMPILED = 500

/** Regular expressions of somebody else would run on our time. */
const PATTERNS = ['pattern', 'patternProperties']

interface Named {
  /** Names the schema, which is compiled once. */
  key: string
  schema: unknown
  /** Whose schema it is. */
  trust: TrustTier
}

/**
 * The problems a value has with a JSON Schema; none means that it fits. What patterns a third party demands is not looked
 * at: they take as long as it likes.
 */
export async function schemaProblems({ key, schema, trust }: Named, value: unknown): Promise<string[]> {
  let compiledSchema = compiled.get(key)
  if (!compiledSchema) {
    if (compiled.size >= MAX_COMPILED) compiled.clear()
    const usable = trust === 'own' ? schema : without(PATTERNS, schema)
    // One validator for each: it remembers schemas by their names, so that one could stand in for another.
    compiledSchema = fromJsonSchema(usable as Parameters<typeof fromJsonSchema>[0], new AjvJsonSchemaValidator())
    compiled.set(key, compiledSchema)
  }
  const result = await compiledSchema['~standard'].validate(value)
  return result.issues?.map((issue) => issue.message) ?? []
}

/** A schema without some keywords. Below `properties` and its like the keys are names of the data, and stay. */
function without(keywords: readonly string[], schema: unknown, areNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((child) => without(keywords, child))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => areNames || !keywords.includes(key))
      .map(([key, child]) => [key, without(keywords, child, !areNames && NAMED_CHILDREN.includes(key))]),
  )
}

const NAMED_CHILDREN = ['properties', '$defs', 'definitions', 'dependentSchemas']
