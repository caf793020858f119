import { prepareAuthorization, type Scene } from '@chaperone/attack-suite'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { expect, test } from '../support/test.ts'

const REDIRECT_URI = 'http://127.0.0.1:49161/callback'

/** A browser of Alice's in front of the consent page, whose clock stands still. */
async function askAlice(browser: Browser, scene: Scene, options: BrowserContextOptions = {}) {
  const { target } = scene
  const context = await browser.newContext(options)
  for (const { name, value } of (await scene.session('alice')).all()) {
    await context.addCookies([{ name, value, url: target.web, httpOnly: true, sameSite: 'Lax' }])
  }
  const page = await context.newPage()
  // Nothing listens there; that the browser is sent is enough.
  await page.route(`${REDIRECT_URI}**`, (route) => route.fulfill({ body: 'back at the client' }))
  const request = { issuer: target.web, resource: target.servers.tasks, redirectUri: REDIRECT_URI, scope: 'tasks:read' }
  const { url } = await prepareAuthorization(request)
  return { page, url }
}

/** A click as a person's that comes at once, without the patience of a test. */
function clickAtOnce(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Allow' }).evaluate((button: HTMLElement) => button.click())
}

test('CON-08: cannot have a person allow something with a click that was meant for another window', async ({
  browser,
  scene,
}) => {
  const { page, url } = await askAlice(browser, scene)
  await page.clock.install()
  await page.goto(url)
  const allow = page.getByRole('button', { name: 'Allow' })
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))

  await page.clock.pauseAt(Date.now() + 60_000)
  // Another window in front of this one closes under the pointer.
  for (const event of ['blur', 'focus']) await page.evaluate((name) => window.dispatchEvent(new Event(name)), event)
  await expect(allow).toHaveAttribute('aria-disabled', 'true')
  await clickAtOnce(page)
  await page.clock.runFor(400)
  await clickAtOnce(page)
  expect(sent).toEqual([])

  await page.clock.runFor(200)
  await expect(allow).toHaveAttribute('aria-disabled', 'false')
  await allow.click()
  await page.waitForURL(/callback\?code=/)
  await page.context().close()
})

test('a consent can be given and refused without scripts', async ({ browser, scene }) => {
  const { page, url } = await askAlice(browser, scene, { javaScriptEnabled: false })
  await page.goto(url)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(/callback\?code=/)
  await page.goto(url)
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.waitForURL(/callback\?error=access_denied/)
  await page.context().close()
})
