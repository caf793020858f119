import type { ConnectionSummary } from '@chaperone/contracts'

/** Whether a tool, as its server describes it to this person, has an argument of this name. */
export function takesArgument(
  catalogue: readonly ConnectionSummary[],
  { connection, tool, argument }: { connection: string; tool: string; argument: string },
): boolean {
  const tools = catalogue.find(({ id }) => id === connection)?.tools ?? []
  const schema: unknown = tools.find(({ name }) => name === tool)?.inputSchema
  return hasObject(schema, 'properties') && Object.hasOwn(schema.properties, argument)
}

function hasObject<Key extends string>(value: unknown, key: Key): value is Record<Key, object> {
  if (typeof value !== 'object' || value === null) return false
  const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value
  return typeof inner === 'object' && inner !== null
}
