import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { KNOWN_CHANNEL, LISTENER_NAME, QUESTION, REVOCATIONS_CHANNEL } from './listener-name.ts'

/** Nobody waits longer for a server that is stuck: it trusts its own memory for no more than three seconds of silence. */
const LONGEST_MILLISECONDS = 1_000

/**
 * Waits until every server that follows revocations knows all that were committed before, so that whoever is told "it
 * has ended" finds it ended everywhere with the next request. PostgreSQL announces in the order of commits, so an answer
 * to a question that is asked now comes after all of them; it carries the process of the connection that gave it, which
 * nobody else can claim.
 *
 * Resolves after a second at the latest, and true when all have answered.
 *
 * @param url of any role that may connect
 * @throws Error when the database cannot be reached
 * @see https://www.postgresql.org/docs/18/sql-notify.html: notifications are delivered in the order of commits
 */
export async function untilServersKnow(url: string): Promise<boolean> {
  const id = randomUUID()
  const client = new Client({ connectionString: url, connectionTimeoutMillis: LONGEST_MILLISECONDS })
  const { promise: allKnow, resolve, reject } = Promise.withResolvers<boolean>()
  allKnow.catch(() => {})
  const answered = new Set<number>()
  let awaited: number[] | null = null
  const look = () => {
    if (awaited?.every((pid) => answered.has(pid))) resolve(true)
  }
  client.on('error', reject)
  client.on('notification', ({ payload, processId }) => {
    if (payload === id) answered.add(processId)
    look()
  })
  const timeIsUp = new AbortController()
  try {
    await client.connect()
    await client.query(`LISTEN ${KNOWN_CHANNEL}`)
    const { rows } = await client.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [LISTENER_NAME],
    )
    await client.query('SELECT pg_notify($1, $2)', [REVOCATIONS_CHANNEL, `${QUESTION} ${id}`])
    awaited = rows.map(({ pid }) => pid)
    look()
    const { signal } = timeIsUp
    return await Promise.race([allKnow, pause(LONGEST_MILLISECONDS, false, { signal })])
  } finally {
    timeIsUp.abort()
    client.removeListener('error', reject)
    client.on('error', () => {})
    client.end().catch(() => {})
  }
}

/** The same for many callers: one question at a time, whose answer is for all who came before it was asked. */
export function oneQuestionAtATime(ask: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= running.then(async () => {
      running = (next as Promise<void>).catch(() => {})
      next = null
      await ask()
    })
    return next
  }
}
