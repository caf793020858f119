import { recordEvent } from '../audit/record-event'
import type { SignedInPerson } from '../session/current-person'
import { disconnect } from './disconnect'
import { keepAccount } from './kept-accounts'
import { lookAtServer } from './look-at-server'
import type { RemoteProblem } from './remote-problem'
import type { AddedServer } from './remote-servers'

/** What can stand in an `Authorization` header as it is. @see RFC 6750 §2.1 */
const KEY = /^[A-Za-z0-9\-._~+/]{8,2000}=*$/

/**
 * Keeps the person's own key for a server, unless the server says that it does not know it: then the one before stays.
 *
 * @returns what came of it, or why it was not kept
 */
export async function connectWithKey(
  person: SignedInPerson,
  server: AddedServer,
  key: string,
): Promise<{ outcome: 'connected' | 'connected_silent' } | RemoteProblem> {
  if (server.kind !== 'api_key' || !KEY.test(key)) return 'key_unusable'
  const before = await keepAccount(person.id, server, { kind: 'api_key', key })
  const reason = `remote_connected ${server.id}`
  recordEvent({ server: 'web', subject: person.id, isStranger: false, verdict: 'allowed', reason })
  const outcome = await lookAtServer(person, server.id)
  if (outcome !== 'refused') return { outcome }
  if (before) await keepAccount(person.id, server, before)
  else await disconnect(person, server.id)
  return 'key_refused'
}
