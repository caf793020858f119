import { SUPERUSER } from '@chaperone/db/embedded'
import { type ChainHead, type ChainReport, connectAdministrator, verifyChain } from '@chaperone/db/setup'
import { withDeskDatabase } from './desk-database.ts'
import { loadSecrets } from './secrets.ts'
import { stateDirectory } from './state-folder.ts'

/**
 * Verifies the audit of the database in DATABASE_URL, or of the demo's own, as its owner: no role of ours reads what
 * others wrote.
 *
 * @throws PlainError, DatabaseSetupError
 */
export async function verifyAudit(before: readonly ChainHead[]): Promise<ChainReport> {
  if (process.env.DATABASE_URL) return verifyAt(process.env.DATABASE_URL, before)
  const directory = stateDirectory()
  let report: ChainReport | undefined
  await withDeskDatabase(directory, async (webUrl) => {
    report = await verifyAt(await ownersUrl(directory, webUrl), before)
  })
  return report as ChainReport
}

async function verifyAt(administratorUrl: string, before: readonly ChainHead[]): Promise<ChainReport> {
  const client = await connectAdministrator(administratorUrl)
  try {
    return await verifyChain(client, before)
  } finally {
    await client.end()
  }
}

/** The bundled database, signed in as its superuser. */
async function ownersUrl(directory: string, webUrl: string): Promise<string> {
  const { databasePasswords } = await loadSecrets(directory)
  const url = new URL(webUrl)
  url.username = SUPERUSER
  url.password = databasePasswords.admin
  return url.href
}
