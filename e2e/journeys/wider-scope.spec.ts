import type { Browser, Page } from '@playwright/test'
import { startSecondWebApp } from '../support/second-web-app.ts'
import { test as base, expect } from '../support/test.ts'
import { startWiderServer } from '../support/wider-server.ts'

/** In this browser, the host meets a tasks server that wants to read as well before it creates. */
const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ playwright, launchOptions, target }, use) => {
      const server = await startWiderServer(target.servers.tasks, { tool: 'tasks_create', scope: 'tasks:read' })
      const app = await startSecondWebApp(target, { TASKS_ADDRESS: server.address })
      const mapping = `MAP ${new URL(target.web).host} 127.0.0.1:${app.port}`
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=${mapping}`]
      const browser = await playwright.chromium.launch({ ...launchOptions, args })
      await use(browser)
      await browser.close()
      await app.stop()
      await server.stop()
    },
    { scope: 'worker' },
  ],
})

const WANTED = 'Tasks also wants to see your projects and tasks for this.'

async function propose(page: Page, title: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(`Add a task "${title}" to Cassini`)
  await page.getByRole('button', { name: 'Send' }).click()
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve once' }).click()
}

test('a server that wants more for a change gets it when the person says so, once more', async ({ openAs, scene }) => {
  const title = `Whitewash the wall ${Date.now() % 100_000}`
  const found = async () => (await scene.callAs('bob', 'tasks', 'tasks_search', { text: title })).body
  const page = await openAs('bob', '/chat')
  await propose(page, title)
  await approve(page)
  await expect(page.getByText(WANTED).first()).toBeVisible()
  expect(await found()).not.toContain('"id":"task_')
  await approve(page)
  await expect.poll(found).toContain('"id":"task_')
})

test('where one question is decided on a page of its own, the next takes its place', async ({ openAs }) => {
  const title = `Whitewash the shed ${Date.now() % 100_000}`
  const page = await openAs('bob', '/chat')
  await propose(page, title)
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()
  await page.goto('/chat')
  await page.getByRole('link', { name: title }).click()
  await approve(page)
  await expect(page.locator('section.approval').getByText(WANTED)).toBeVisible()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByText('You denied this call.')).toBeVisible()
})
