import { z } from 'zod'
import type { Offers } from './offers.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema

/**
 * Lets no server start that would take an argument it does not name, at whatever depth: dropping it would hide a mistake,
 * or a smuggled `owner_id`. Types alone cannot tell strict schemas from others. The same for results, which say no more
 * than they declare.
 *
 * @throws Error which names the tool, resource or prompt and the place in its schema
 */
export function requireStrict<Db>({ tools, resources = [], prompts = [] }: Offers<Db>): void {
  const schemas: [string, z.ZodType][] = [
    ...tools.flatMap(({ name, input, output }): [string, z.ZodType][] => [
      [`${name}: input`, input],
      [`${name}: output`, output],
    ]),
    ...resources.flatMap(({ name, params, content }): [string, z.ZodType][] => [
      [`${name}: params`, params],
      [`${name}: content`, content],
    ]),
    ...prompts.map(({ name, args }): [string, z.ZodType] => [`${name}: args`, args]),
  ]
  for (const [name, schema] of schemas) {
    const loose = looseAt(jsonSchemaOf(schema, name), name)
    if (loose) throw new Error(`${loose} takes what it does not name. Make it a z.strictObject, or name its type.`)
  }
}

function jsonSchemaOf(schema: z.ZodType, name: string): JsonSchema {
  try {
    return z.toJSONSchema(schema, { io: 'input' })
  } catch (cause) {
    throw new Error(
      `${name} has a part that JSON has not, such as a Date: use what travels, such as z.iso.datetime().`,
      { cause },
    )
  }
}

/** The first place that takes anything, or any further property; of a record the values are named, and are looked at. */
function looseAt(schema: JsonSchema, path: string): string | null {
  const { properties = {}, additionalProperties: rest, items, prefixItems = [], $defs = {} } = schema
  const variants = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((several) => several ?? [])
  const isNamed = ['type', 'enum', 'const', '$ref', 'not'].some((key) => key in schema) || variants.length > 0
  // Further properties of a kind, beside named ones or of the kind that they are in, are not named.
  const isOpen = typeof rest === 'object' && (Object.keys(properties).length > 0 || '$ref' in rest)
  if (!isNamed || (schema.type === 'object' && (rest === undefined || rest === true || isOpen))) return path
  const inside: [string, unknown][] = [
    ...Object.entries(properties).map(([name, property]): [string, unknown] => [`${path}.${name}`, property]),
    ...Object.entries($defs).map(([name, definition]): [string, unknown] => [`${path}.${name}`, definition]),
    ...[items, ...prefixItems].map((item): [string, unknown] => [`${path}[]`, item]),
    ...[rest, ...variants].map((part): [string, unknown] => [path, part]),
  ]
  for (const [place, part] of inside) {
    const loose = typeof part === 'object' && part !== null ? looseAt(part as JsonSchema, place) : null
    if (loose) return loose
  }
  return null
}
