import type { Principal } from '@chaperone/mcp-host'
import { HttpError } from './http-error'

/**
 * Only a session may do this: a program holds the person's token, but that is no sign that the person is there.
 *
 * @param what ends "Only the person, signed in with a browser, can …"
 * @throws HttpError 403 `session_required`
 */
export function requireSession({ via }: Principal, what: string): void {
  if (via === 'session') return
  throw new HttpError(403, 'session_required', `Only the person, signed in with a browser, can ${what}.`)
}
