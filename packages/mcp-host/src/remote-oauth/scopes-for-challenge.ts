import { readChallenge } from './read-challenge.ts'

/**
 * The scopes to ask the person for after a 403: those already held and those the call needs. Null when the refusal is
 * about something else, or asking again would change nothing.
 *
 * @see MCP 2026-07-28, Step-Up Authorization Flow
 */
export function scopesForChallenge(wwwAuthenticate: string | null, held: readonly string[]): string[] | null {
  const { error, scopes = [] } = readChallenge(wwwAuthenticate)
  if (error !== 'insufficient_scope' || scopes.every((scope) => held.includes(scope))) return null
  return [...new Set([...held, ...scopes])]
}
