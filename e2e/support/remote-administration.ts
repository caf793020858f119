import type { ConnectionSummary } from '@chaperone/contracts'
import type { Fixtures, Page } from '@playwright/test'
import { confirmEnd } from './confirm-end.ts'
import { REMOTE_CLIENT } from './remote-authorization-server.ts'
import { type RemoteServer, startRemoteServer } from './remote-server.ts'
import { expect, type WorkerFixtures } from './test.ts'

export interface RemoteFixtures {
  /** A server of somebody else's, for one test. */
  remote: RemoteServer
}

export const remoteFixtures: Fixtures<RemoteFixtures, object, object, WorkerFixtures> = {
  async remote({ target }, use) {
    const remote = await startRemoteServer(target)
    await use(remote)
    await remote.stop()
  },
}

interface NewServer {
  title: string
  url: string
  kind: 'oauth' | 'api_key'
}

/** At /admin, which is open. */
export async function addServer(admin: Page, { title, url, kind }: NewServer): Promise<void> {
  await admin.getByLabel('Name').fill(title)
  await admin.getByLabel('Address of its MCP endpoint').fill(url)
  await admin.getByLabel('People connect with').selectOption(kind)
  if (kind === 'oauth') {
    await admin.getByLabel('Client id there').fill(REMOTE_CLIENT.clientId)
    await admin.getByLabel('Client secret').fill(REMOTE_CLIENT.clientSecret)
  }
  await admin.getByRole('button', { name: 'Add server' }).click()
  await expect(admin.getByText('Added.')).toBeVisible()
}

/** As the administrator does: registers at its authorization server what the page says for it. */
export async function addOAuthServer(admin: Page, title: string, remote: RemoteServer): Promise<void> {
  await addServer(admin, { title, url: remote.url, kind: 'oauth' })
  const row = admin.getByRole('listitem').filter({ has: admin.getByRole('heading', { name: title }) })
  remote.register((await row.getByText(/^http.*\/callback\//).textContent()) ?? '')
}

export async function removeServer(admin: Page, title: string): Promise<void> {
  await admin.goto('/admin')
  await confirmEnd(admin, { opener: `Remove ${title}`, consequence: 'are forgotten here', verb: 'Remove' })
  await expect(admin.getByText('Removed, with the accounts at it.')).toBeVisible()
}

export async function acceptTool(admin: Page, connection: string, tool: string): Promise<void> {
  await admin.goto('/admin')
  await admin.getByRole('button', { name: `Accept ${tool} of ${connection} as shown` }).click()
  await expect(admin.getByText('Accepted. The host calls it')).toBeVisible()
}

/** At /connections, which is open. */
export async function connectWithKey(page: Page, title: string, key: string): Promise<void> {
  await page.getByLabel(`Your key for ${title}`).fill(key)
  await page.getByRole('button', { name: `Connect: ${title}` }).click()
}

/** The id that a connected server has for the person. */
export async function idOf(page: Page, title: string): Promise<string> {
  const answer = await page.request.get('/api/host/connections')
  const { connections } = (await answer.json()) as { connections: ConnectionSummary[] }
  return connections.find((connection) => connection.title === title)?.id ?? ''
}
