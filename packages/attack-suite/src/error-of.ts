import type { Exchange } from './http/exchange.ts'

interface Answer {
  error?: string | { code?: number }
  result?: { isError?: boolean; content?: { text?: string }[] }
}

/** The error code of a tool's answer that carries none: it fails, but not in our words. */
const UNNAMED_TOOL_ERROR = 'tool_error'

/**
 * The one error code of an answer: an OAuth `error` in the body or in a redirect, a JSON-RPC code, or the code inside
 * a tool's failed result. Null when the answer carries no error.
 */
export function errorOf(exchange: Exchange): string | number | null {
  if (exchange.headers.location) {
    const { searchParams, hash } = new URL(exchange.headers.location, exchange.request.url)
    // An error of a response type that answers in the fragment comes back there. @see OAuth 2.0 Multiple Response Types §5
    return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error')
  }
  const { error, result } = (exchange.json ?? {}) as Answer
  if (typeof error === 'string') return error
  if (error) return error.code ?? UNNAMED_TOOL_ERROR
  if (!result?.isError) return null
  try {
    const { error: code } = JSON.parse(result.content?.[0]?.text ?? '') as { error?: string }
    return code ?? UNNAMED_TOOL_ERROR
  } catch {
    return UNNAMED_TOOL_ERROR
  }
}

/**
 * The structured result of a tool call that went well.
 *
 * @throws Error with status and error code otherwise
 */
export function resultOf<T>(exchange: Exchange): T {
  const error = errorOf(exchange)
  const { result } = (exchange.json ?? {}) as { result?: { structuredContent?: T } }
  if (exchange.status !== 200 || error !== null || !result?.structuredContent) {
    throw new Error(`Expected a result, got HTTP ${exchange.status} with error ${error ?? 'none'}`)
  }
  return result.structuredContent
}
