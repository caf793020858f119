import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { REVOCATION_MATTERS_SECONDS, REVOCATION_TRUST_SECONDS, type TokenOrigin } from '@chaperone/contracts'
import { Client, type QueryResult } from 'pg'
import { KNOWN_CHANNEL, LISTENER_NAME, QUESTION, REVOCATIONS_CHANNEL } from './listener-name.ts'

const HEARTBEAT_MILLISECONDS = 1_000
/** Longer than silence is trusted: then it is given up, and another connection is tried. */
const ANSWER_MILLISECONDS = 5_000

export interface Listener {
  /** Whether everything revoked until a moment ago has been handed to `remember`. */
  isComplete(): boolean
  /** Resolves with the reason when the connection is of no more use. */
  readonly ended: Promise<unknown>
  close(): void
}

/**
 * Opens a connection of its own on which PostgreSQL announces revocations, and first hands over all that still matter:
 * nothing that was revoked before, while or after it connects is missed.
 *
 * @throws Error when the database cannot be reached
 */
export async function listen(url: string, remember: (origin: TokenOrigin) => void): Promise<Listener> {
  // Ours, so that it can be given up although nobody answers at the other end.
  const socket = new Socket()
  const client = new Client({
    connectionString: url,
    stream: () => socket,
    connectionTimeoutMillis: ANSWER_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
  })
  const closing = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>()
  let lastAnswer: Promise<unknown> = Promise.resolve()
  /** Announced and not yet read. */
  let unread = 0
  /** `performance.now()` until which silence means that nothing happened. */
  let trustedUntil = 0

  function lose(reason: unknown): void {
    trustedUntil = 0
    closing.abort()
    end(reason)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('the connection ended')))

  /** One statement after the other: the connection takes no second one while it works. */
  function ask(statement: string, values: unknown[] = []): Promise<QueryResult<TokenOrigin>> {
    const answer = lastAnswer.then(() => client.query<TokenOrigin>(statement, values))
    lastAnswer = answer.catch(() => {})
    return answer
  }

  /** What a notification says may be a lie of any role; what the table says is not. */
  async function read(kind: string | undefined, id: string | undefined): Promise<void> {
    unread += 1
    const { rows } = await ask('SELECT kind, id FROM access.revocations WHERE kind = $1 AND id = $2', [kind, id])
    rows.forEach(remember)
    unread -= 1
  }
  client.on('notification', ({ payload = '' }) => {
    const [kind, id] = payload.split(' ', 2)
    // An answer leaves when all that was announced before has been read.
    const done = kind === QUESTION ? ask('SELECT pg_notify($1, $2)', [KNOWN_CHANNEL, id]) : read(kind, id)
    void done.catch(lose)
  })

  /** An answer on this connection comes after every notification that was sent before it. */
  async function beat(): Promise<void> {
    while (!closing.signal.aborted) {
      const askedAt = performance.now()
      await ask('SELECT')
      trustedUntil = askedAt + REVOCATION_TRUST_SECONDS * 1_000
      await pause(HEARTBEAT_MILLISECONDS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  function close(): void {
    lose(new Error('closed'))
    client.end().catch(() => {})
    socket.destroySoon()
  }

  try {
    await client.connect()
    // In this order: what is revoked in between is announced, and perhaps read twice.
    await ask(`LISTEN ${REVOCATIONS_CHANNEL}`)
    const { rows } = await ask(
      'SELECT kind, id FROM access.revocations WHERE revoked_at > clock_timestamp() - make_interval(secs => $1)',
      [REVOCATION_MATTERS_SECONDS],
    )
    rows.forEach(remember)
    // From now on whoever ends something waits for this connection. Before, its memory is not trusted.
    await ask(`SET application_name = '${LISTENER_NAME}'`)
  } catch (error) {
    close()
    throw error
  }
  void beat().catch(lose)
  return { isComplete: () => unread === 0 && performance.now() < trustedUntil, ended, close }
}
