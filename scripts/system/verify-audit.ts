import { SUPERUSER } from '@chaperone/db/embedded'
import { type ChainHead, type ChainReport, connectAdministrator, verifyChain } from '@chaperone/db/setup'
import { withDemoDatabase } from './demo-database.ts'
import { loadSecrets } from './secrets.ts'
import { stateDirectory } from './state-folder.ts'

/** Verifies the audit of the demo's database as its owner: no role of ours reads what others wrote. @throws PlainError */
export async function verifyDemoAudit(before: readonly ChainHead[]): Promise<ChainReport> {
  const directory = stateDirectory()
  let report: ChainReport | undefined
  await withDemoDatabase(directory, async (webUrl) => {
    const client = await connectAdministrator(process.env.DATABASE_URL ?? (await ownersUrl(directory, webUrl)))
    try {
      report = await verifyChain(client, before)
    } finally {
      await client.end()
    }
  })
  return report as ChainReport
}

/** The bundled database, signed in as its superuser. */
async function ownersUrl(directory: string, webUrl: string): Promise<string> {
  const { databasePasswords } = await loadSecrets(directory)
  const url = new URL(webUrl)
  url.username = SUPERUSER
  url.password = databasePasswords.admin
  return url.href
}
