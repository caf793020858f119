import { MAX_INPUT_ELEMENTS } from '@chaperone/contracts'
import type { CataloguedTool } from '../catalogue.ts'
import type { Connection } from '../registry.ts'
import { schemaProblems } from './compile-schema.ts'
import { hasMoreElements } from './has-more-elements.ts'
import { CallRefused } from './refused.ts'

/**
 * Refuses arguments that do not fit the tool's pinned schema, so that nothing unexpected leaves the host. They are
 * counted first: validation takes time for each of them, also of those that no schema knows. A server of others checks
 * them against the whole of its schema itself.
 *
 * @throws CallRefused `invalid_arguments`
 */
export async function checkInput(
  tool: CataloguedTool,
  args: Record<string, unknown>,
  { trust }: Pick<Connection, 'trust'>,
): Promise<void> {
  if (hasMoreElements(args, MAX_INPUT_ELEMENTS)) {
    throw new CallRefused('invalid_arguments', `Arguments may have at most ${MAX_INPUT_ELEMENTS} values.`)
  }
  const problems = await schemaProblems(
    { key: `${tool.hash} in ${trust}`, schema: tool.definition.inputSchema, trust },
    args,
  )
  if (problems.length > 0) {
    throw new CallRefused('invalid_arguments', `The arguments do not fit ${tool.definition.name}: ${problems[0]}`)
  }
}
