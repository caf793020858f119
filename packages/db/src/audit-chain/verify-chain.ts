import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { DatabaseSetupError } from '../setup/setup-error.ts'

/** Links that are read at once. */
const PAGE = 500

/** What does not fit. */
export interface ChainProblem {
  writer: string
  /** Of the link. */
  position: number
  what: 'link missing' | 'rows changed or removed' | 'end cut off' | 'row without a link'
  sequences: string[]
}

/** How far the chain of one writer reaches. Kept elsewhere, it shows later whether the end was cut off and the rest redone. */
export interface ChainHead {
  writer: string
  position: number
  /** Hex. */
  hash: string
}

export interface ChainReport {
  rows: number
  heads: ChainHead[]
  problems: ChainProblem[]
}

interface LinkRow {
  position: string
  sequences: string[]
  hash: Buffer
  said: string | null
  found: string
}

/**
 * Reads the whole audit and computes each writer's chain anew. Finds rows that were changed, removed or slipped in after
 * they were linked. Whoever can write everything could compute a chain that fits: against that, heads from before are
 * compared.
 *
 * @param client signed in as the owner of the database, in one transaction that sees one state
 * @param anchors heads that were printed before
 */
export async function verifyChain(client: Client, anchors: readonly ChainHead[] = []): Promise<ChainReport> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    await requireAllRows(client)
    const heads = await client.query<{ writer: string; position: string; hash: Buffer }>(
      'SELECT * FROM audit.heads ORDER BY 1',
    )
    const problems: ChainProblem[] = []
    for (const { writer, position, hash } of heads.rows) {
      const anchor = anchors.find((one) => one.writer === writer)
      problems.push(
        ...(await problemsOf(client, { writer, position: Number(position), hash: hash.toString('hex') }, anchor)),
      )
    }
    problems.push(...(await unlinked(client)), ...lostWriters(heads.rows, anchors))
    const rows = await client.query<{ count: string }>('SELECT count(*) FROM audit.events')
    return {
      rows: Number(rows.rows[0]?.count),
      heads: heads.rows.map(({ writer, position, hash }) => ({
        writer,
        position: Number(position),
        hash: hash.toString('hex'),
      })),
      problems,
    }
  } finally {
    await client.query('ROLLBACK')
  }
}

/** @throws DatabaseSetupError where row-level security would hide rows: each of them would be taken for removed */
async function requireAllRows(client: Client): Promise<void> {
  const { rows } = await client.query<{ sees: boolean }>(SEES_ALL)
  if (rows[0]?.sees) return
  throw new DatabaseSetupError(
    'Only the owner of the database can verify its audit: sign in as the one that applied the migrations.',
  )
}

async function problemsOf(client: Client, head: ChainHead, anchor: ChainHead | undefined): Promise<ChainProblem[]> {
  const { writer } = head
  const problems: ChainProblem[] = []
  let previous: Buffer = Buffer.alloc(0)
  let position = 0
  for (;;) {
    const { rows } = await client.query<LinkRow>(LINKS, [writer, position, PAGE])
    for (const link of rows) {
      const { sequences, hash } = link
      if (Number(link.position) !== position + 1)
        problems.push({ writer, position: position + 1, what: 'link missing', sequences: [] })
      position = Number(link.position)
      const computed = createHash('sha256')
        .update(previous)
        .update(link.said ?? '')
        .digest()
      if (!computed.equals(hash) || Number(link.found) !== sequences.length) {
        problems.push({ writer, position, what: 'rows changed or removed', sequences })
      }
      // Each link is judged by itself: one that was broken does not hide those after it.
      previous = hash
      if (anchor?.position === position && anchor.hash !== hash.toString('hex')) {
        problems.push({ writer, position, what: 'rows changed or removed', sequences })
      }
    }
    if (rows.length < PAGE) break
  }
  const isCut =
    position !== head.position || previous.toString('hex') !== head.hash || position < (anchor?.position ?? 0)
  if (isCut) problems.push({ writer, position, what: 'end cut off', sequences: [] })
  return problems
}

/** Rows of after the chain began that no link holds. */
async function unlinked(client: Client): Promise<ChainProblem[]> {
  const { rows } = await client.query<{ writer: string; sequences: string[] }>(UNLINKED)
  return rows.map(({ writer, sequences }) => ({ writer, position: 0, what: 'row without a link', sequences }))
}

function lostWriters(heads: readonly { writer: string }[], anchors: readonly ChainHead[]): ChainProblem[] {
  return anchors
    .filter(({ writer }) => !heads.some((head) => head.writer === writer))
    .map(({ writer }) => ({ writer, position: 0, what: 'end cut off', sequences: [] }))
}

const SEES_ALL = `
  SELECT NOT row_security_active('audit.events') OR EXISTS (
    SELECT FROM pg_policies WHERE schemaname = 'audit' AND tablename = 'events' AND policyname = 'owner_reads'
      AND CURRENT_USER = ANY (roles)
  ) AS sees`

const LINKS = `
  SELECT links.position, links.sequences::text[], links.hash, count(events.sequence) AS found,
    string_agg(audit.text_of(events), E'\\n' ORDER BY events.sequence) AS said
  FROM (SELECT * FROM audit.links WHERE writer = $1 AND position > $2 ORDER BY position LIMIT $3) AS links
  LEFT JOIN audit.events AS events ON events.sequence = ANY (links.sequences) AND events.writer = $1
  GROUP BY links.position, links.sequences, links.hash ORDER BY links.position`

const UNLINKED = `
  SELECT writer, array_agg(sequence::text ORDER BY sequence) AS sequences FROM (
    SELECT writer, sequence FROM audit.events WHERE sequence > (SELECT max(sequence) FROM audit.chain_start)
    EXCEPT SELECT links.writer, linked FROM audit.links, unnest(links.sequences) AS linked
  ) AS loose GROUP BY writer`
