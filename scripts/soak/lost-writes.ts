import { connectAdministrator } from '@chaperone/db/setup'
import type { Ledger } from './ledger.ts'

interface StoredRow {
  id: string
  owner_id: string
  status: string
}

/** Ids of rows that are not as the servers have acknowledged them. Read as the administrator, who sees every row. */
export async function lostWrites(ledger: Ledger, administratorUrl: string): Promise<string[]> {
  const client = await connectAdministrator(administratorUrl)
  const tasks = await client.query<StoredRow>('SELECT id, owner_id, status FROM tasks.tasks')
  const events = await client.query<StoredRow>(`SELECT id, owner_id, '' AS status FROM calendar.events`)
  await client.end()
  const stored = new Map([...tasks.rows, ...events.rows].map((row) => [row.id, row]))
  return [...ledger.rows].flatMap(([id, { owner, state }]) => {
    const row = stored.get(id)
    if (state === 'gone') return row ? [`${id} is there again`] : []
    if (row?.owner_id !== owner) return [`${id} is gone`]
    return state === 'done' && row.status !== 'done' ? [`${id} is open again`] : []
  })
}
