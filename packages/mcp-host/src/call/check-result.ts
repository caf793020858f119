import { asLine, MAX_RESULT_ELEMENTS } from '@chaperone/contracts'
import type { CallToolResult } from '@modelcontextprotocol/client'
import type { CataloguedTool } from '../catalogue.ts'
import type { Connection } from '../registry.ts'
import { schemaProblems } from './compile-schema.ts'
import { hasMoreElements } from './has-more-elements.ts'
import { CallRefused, toolCode } from './refused.ts'

/**
 * The structured result, when it fits the tool's pinned output schema; the text of a remote tool that declares none. A
 * tool's own error becomes a refusal with the server's advice.
 *
 * @throws CallRefused `invalid_result`, or the code the tool reported
 * @see MCP 2026-07-28 server/tools: "Clients SHOULD validate structured results against this schema"
 */
export async function checkResult(
  tool: CataloguedTool,
  result: CallToolResult,
  from: Pick<Connection, 'trust' | 'server' | 'title'>,
): Promise<unknown> {
  const { trust, server } = from
  if (result.isError) throw toolRefusal(result, from)
  const schema = tool.definition.outputSchema
  const value = result.structuredContent
  if (server === 'remote' && !schema) return { text: textOf(result) }
  if (!schema || value === undefined) throw new CallRefused('invalid_result', 'The server sent no structured result.')
  const problems = await schemaProblems({ key: `${tool.hash} out ${trust}`, schema, trust }, value)
  if (problems.length > 0)
    throw new CallRefused('invalid_result', 'The result does not fit the schema the tool declares.')
  return value
}

/**
 * What a server answered, where it is there and no more than anybody could read: everything that looks at it takes time
 * for each of its values.
 *
 * @throws CallRefused `invalid_result`
 */
export function countResult(result: CallToolResult | null): CallToolResult {
  if (!result) throw new CallRefused('invalid_result', 'The server sent no result.')
  if (hasMoreElements(result, MAX_RESULT_ELEMENTS)) {
    throw new CallRefused('invalid_result', `A result may have at most ${MAX_RESULT_ELEMENTS} values.`)
  }
  return result
}

/** All that a planner may read of it: the value, the words beside it, and what is made of an error. */
export function wordsOf(result: CallToolResult, from: Pick<Connection, 'server' | 'title'>): unknown[] {
  const { structuredContent, content, isError } = result
  const copy = JSON.stringify(structuredContent)
  const beside = content.map((part) => (part.type === 'text' ? part.text : part))
  return [structuredContent, beside.filter((part) => part !== copy), isError ? toolRefusal(result, from).message : null]
}

/** Most servers of others declare no schema and answer in words. What is no text, nobody here has a use for. */
function textOf({ content }: CallToolResult): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

const MAX_ADVICE = 500

/** What a tool refused with. Of a server of others nothing counts as the host's word: neither a code nor a sentence. */
export function toolRefusal(
  { content: [first] }: CallToolResult,
  from: Pick<Connection, 'server' | 'title'>,
): CallRefused {
  const text = first?.type === 'text' ? first.text : ''
  const { error, message } = errorIn(text) ?? { error: 'tool_error', message: text }
  const advice = asLine(message, MAX_ADVICE) || 'The tool failed without a message.'
  if (from.server === 'remote') return new CallRefused('tool_error', `${from.title} said: ${advice}`)
  return new CallRefused(toolCode(error), advice)
}

/** An error as our servers write it; null for any other text. */
function errorIn(text: string): { error: string; message: string } | null {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown }
    return typeof error === 'string' && typeof message === 'string' ? { error, message } : null
  } catch {
    return null
  }
}
