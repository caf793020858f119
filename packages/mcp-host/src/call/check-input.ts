import type { CataloguedTool } from '../catalogue.ts'
import { schemaProblems } from './compile-schema.ts'
import { CallRefused } from './refused.ts'

/** Refuses arguments that do not fit the tool's pinned schema, so that nothing unexpected leaves the host. @throws CallRefused `invalid_arguments` */
export async function checkInput(tool: CataloguedTool, args: Record<string, unknown>): Promise<void> {
  const problems = await schemaProblems(`${tool.hash} in`, tool.definition.inputSchema, args)
  if (problems.length > 0) {
    throw new CallRefused('invalid_arguments', `The arguments do not fit ${tool.definition.name}: ${problems[0]}`)
  }
}
