import { prepareAuthorization } from '@chaperone/attack-suite'
import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import type { Client } from '@modelcontextprotocol/client'
import type { Page } from '@playwright/test'
import { toolsAfterLogin } from '../clients/mcpc-login.ts'
import { OAuthProgram } from '../clients/oauth-program.ts'
import { confirmEnd } from '../support/confirm-end.ts'
import { expect, test } from '../support/test.ts'

const listProjects = (client: Client) => client.callTool({ name: 'tasks_list_projects', arguments: {} })

/** What the person does at the consent page, and what they saw there. */
function person(page: Page, decision: 'Allow' | 'Deny', seen: string[] = []) {
  return async (url: URL) => {
    await page.goto(url.href)
    seen.push((await page.getByRole('main').textContent()) ?? '')
    await page.getByRole('button', { name: decision }).click()
    await page.waitForURL(/^http:\/\/(127\.0\.0\.1|localhost):\d+\/callback/)
  }
}

test('a program finds its way from a bare 401, asks the person, asks again for more, and is thrown out', async ({
  openAs,
  target,
}) => {
  const page = await openAs('alice', '/connections')
  const seen: string[] = []
  const openBrowser = person(page, 'Allow', seen)
  const program = await OAuthProgram.start({ clientId: COMMAND_LINE_CLIENT_ID, issuer: target.web, openBrowser })
  try {
    const projects = JSON.stringify(await program.use(target.servers.tasks, listProjects))
    expect(projects).toContain('Borealis')
    expect(projects).not.toContain('Cassini')
    expect(seen[0]).toContain('See your projects and tasks')
    expect(seen[0]).toContain('Until you take it back')
    expect(program.tokens()?.refresh_token).toBeTruthy()

    // RFC 6750 §3.1: the 403 names what is missing, and the client asks for it beside what it has.
    const title = `Step up ${Date.now()}`
    const create = (client: Client) =>
      client.callTool({ name: 'tasks_create', arguments: { projectId: 'prj_apollo', title } })
    expect(JSON.stringify(await program.use(target.servers.tasks, create))).toContain(title)
    expect(seen[1]).toContain('Create, change and complete tasks')
    expect(program.opened).toHaveLength(2)

    await page.goto('/connections')
    const list = page.getByRole('list', { name: 'Programs that can act for you' })
    await expect(list).toContainText('Create, change and complete tasks')
    const opener = /^Revoke Chaperone command line, Tasks/
    await confirmEnd(page, { opener, consequence: 'Chaperone command line can no longer use Tasks', verb: 'Revoke' })
    await expect(page.getByRole('status')).toContainText('Revoked. What Chaperone command line held for that server')
    await expect(page.getByRole('status')).toBeFocused()
    await page.goto('/connections?ended=1')
    await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible()
    await expect(page.getByRole('status')).toHaveCount(0)
    // Its access token is refused, so it presents its refresh token.
    await expect(program.use(target.servers.tasks, listProjects)).rejects.toThrow('grant request is invalid')
  } finally {
    await program.stop()
  }
})

test('a program connects to the host itself, and the person sees what that reaches', async ({ openAs, target }) => {
  const page = await openAs('bob', '/connections')
  const seen: string[] = []
  const openBrowser = person(page, 'Allow', seen)
  const program = await OAuthProgram.start({ clientId: COMMAND_LINE_CLIENT_ID, issuer: target.web, openBrowser })
  try {
    const list = (client: Client) => client.callTool({ name: 'tasks__tasks_list_projects', arguments: {} })
    expect(JSON.stringify(await program.use(`${target.web}/mcp`, list))).toContain('Cassini')
    // A first token is enough for everything: the challenge named both scopes.
    expect(program.opened).toHaveLength(1)
    expect(seen[0]).toContain('Chaperone with all its servers')
    expect(seen[0]).toContain('Read what you can read on every server')
    expect(seen[0]).toContain('Change anything that you did not approve')

    await page.goto('/connections?server=all')
    await expect(page.getByText(`${target.web}/mcp`).first()).toBeVisible()
    const opener = /^Revoke Chaperone command line, Chaperone with all its servers/
    const consequence = 'Chaperone command line can no longer use Chaperone with all its servers'
    await confirmEnd(page, { opener, consequence, verb: 'Revoke' })
    await expect(program.use(`${target.web}/mcp`, list)).rejects.toThrow('grant request is invalid')
  } finally {
    await program.stop()
  }
})

test('a program that describes itself connects as well, and the person sees where it is described', async ({
  openAs,
  scene,
  target,
}) => {
  const page = await openAs('bob', '/connections')
  const document = await scene.documentServer.publish((url) => ({
    body: JSON.stringify({
      client_id: url,
      client_name: 'A visiting program',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
    }),
  }))
  const seen: string[] = []
  const openBrowser = person(page, 'Allow', seen)
  const program = await OAuthProgram.start({ clientId: document.url, issuer: target.web, openBrowser })
  try {
    expect(JSON.stringify(await program.use(target.servers.tasks, listProjects))).toContain('Cassini')
    expect(seen[0]).toContain('Allow A visiting program')
    expect(seen[0]).toContain(`described at ${new URL(document.url).host}`)
    expect(program.tokens()?.refresh_token).toBeTruthy()
    expect(document.requests()).toBe(1)

    await page.goto('/connections')
    const { host } = new URL(document.url)
    const opener = `Revoke ${host}, Tasks`
    await confirmEnd(page, { opener, consequence: `Revoke access of ${host}?`, verb: 'Revoke' })
    await expect(page.getByRole('status')).toContainText(`Revoked. What ${host} held`)
    await expect(program.use(target.servers.tasks, listProjects)).rejects.toThrow('grant request is invalid')
  } finally {
    await program.stop()
  }
})

test('a program that asks for more shows what is new apart from what the person allowed it before', async ({
  openAs,
  scene,
  target,
}) => {
  const { url: clientId } = await scene.documentServer.publish((url) => ({
    body: JSON.stringify({ client_id: url, client_name: 'Steps up', redirect_uris: ['http://127.0.0.1/callback'] }),
  }))
  const rowsSeenBy = async (page: Page, scope: string) => {
    const options = { issuer: target.web, resource: target.servers.tasks, clientId, scope }
    const { url } = await prepareAuthorization({ ...options, redirectUri: 'http://127.0.0.1:49157/callback' })
    await page.goto(url)
    return (await page.getByRole('main').getByRole('region').allInnerTexts()).map((row) => row.replace(/\n+/g, ' | '))
  }
  const page = await openAs('bob', '/connections')
  const openBrowser = person(page, 'Allow')
  const program = await OAuthProgram.start({ clientId, issuer: target.web, openBrowser })
  try {
    await program.use(target.servers.tasks, listProjects)
    const more = await rowsSeenBy(page, 'tasks:read tasks:write')
    expect(more).toContain('New | Create, change and complete tasks')
    expect(more).toContainEqual(
      expect.stringMatching(/^Allowed before \| See your projects and tasks \| Denying takes/),
    )
    const less = await rowsSeenBy(page, 'tasks:write')
    expect(less.find((row) => row.startsWith('It could not'))).not.toMatch(/see your projects/i)
    expect(await rowsSeenBy(page, 'tasks:read')).toContain('New | Nothing: you have allowed all of it before')

    // Neither another person nor another server has anything to do with it.
    const rows = await rowsSeenBy(await openAs('alice', '/connections'), 'tasks:read')
    expect(rows).toContain('It could | See your projects and tasks')
    await page.goto('/connections')
    await page.getByRole('button', { name: `Revoke ${new URL(clientId).host}, Tasks` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByRole('status')).toContainText('Revoked')
    expect(await rowsSeenBy(page, 'tasks:read')).toContain('It could | See your projects and tasks')
  } finally {
    await program.stop()
  }
})

test('a person whose program asks in a way that cannot be answered is told so, in words of ours', async ({
  openAs,
  target,
}) => {
  const page = await openAs('alice', '/connections')
  const words = new URLSearchParams({
    client_id: 'chaperone-cli',
    redirect_uri: 'https://evil.example/',
    state: '<b>x',
  })
  await page.goto(`${target.web}/oauth/authorize?${words}`)
  await expect(page.getByRole('heading', { name: 'Access cannot be asked for' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('an address that is not registered')
  expect(await page.content()).not.toContain('evil.example')
})

test('mcpc logs in, and sees what the person allowed', async ({ openAs, scene, target }) => {
  const page = await openAs('alice', '/connections')
  const { url: clientId } = await scene.documentServer.publish((url) => ({
    body: JSON.stringify({
      client_id: url,
      client_name: 'mcpc',
      redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
    }),
  }))
  const endpoint = target.servers.tasks
  const tools = await toolsAfterLogin({ endpoint, clientId, openBrowser: person(page, 'Allow') })
  expect(tools).toContain('tasks_list')
  expect(tools).not.toContain('tasks_create')
})

test('a program that is denied gets nothing and is told so', async ({ openAs, target }) => {
  const page = await openAs('bob', '/connections')
  const program = await OAuthProgram.start({
    clientId: COMMAND_LINE_CLIENT_ID,
    issuer: target.web,
    openBrowser: person(page, 'Deny'),
  })
  try {
    await expect(program.use(target.servers.tasks, listProjects)).rejects.toThrow(/access_denied|said no/)
    expect(program.tokens()).toBeUndefined()
  } finally {
    await program.stop()
  }
})
