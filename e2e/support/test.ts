import { createScene, type DemoUser, loadTarget, type Scene, signIn, type Target } from '@chaperone/attack-suite'
import { type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import type { JWK } from 'jose'
import { clientOfficeOf } from './client-office.ts'
import { startDocumentServer } from './document-server.ts'
import { keyOfficeOf } from './key-office.ts'
import { runCommand } from './run-command.ts'
import type { Credentials } from './sign-in-page.ts'
import { userOfficeOf } from './user-office.ts'

export interface WorkerFixtures {
  target: Target
  /** Private keys of the authorization server. */
  issuerKeys: JWK[]
  /** Sessions and tokens, shared by the tests of one worker: a sign-in each would be throttled. */
  scene: Scene
}

interface TestFixtures {
  /** A browser of its own at a path, in which a demo user is signed in, or somebody in a session that begins now. */
  openAs(person: DemoUser | Credentials, path: string, options?: BrowserContextOptions): Promise<Page>
}

const TIME_ZONE = 'Europe/Lisbon'

/** Where a browser comes for the first time, the page tells the server its time zone and is fetched again. */
const toldTimeZone = { name: 'time_zone', value: encodeURIComponent(TIME_ZONE) }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  target: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const stateDir = process.env.CHAPERONE_STATE_DIR
      if (!stateDir) throw new Error('CHAPERONE_STATE_DIR is not set. Run the suite with: npm run e2e')
      await use(await loadTarget(stateDir))
    },
    { scope: 'worker' },
  ],
  issuerKeys: [
    async ({ target }, use) => {
      await use((await runCommand<{ keys: JWK[] }>(target, 'signing-keys', 'reveal')).keys)
    },
    { scope: 'worker' },
  ],
  scene: [
    async ({ target, issuerKeys }, use) => {
      const documents = await startDocumentServer(target)
      await use(
        createScene({
          issuerKeys,
          target,
          keyOffice: keyOfficeOf(target),
          clientOffice: clientOfficeOf(target),
          userOffice: userOfficeOf(target),
          documentServer: documents,
        }),
      )
      await documents.stop()
    },
    { scope: 'worker' },
  ],
  async openAs({ browser, scene, target }, use) {
    const opened: Page[] = []
    await use(async (person, path, options) => {
      const ownOptions = { baseURL: target.web, timezoneId: TIME_ZONE, locale: 'en-GB' }
      const context = await browser.newContext({ ...ownOptions, ...options })
      await context.addCookies([...(await cookiesOf(scene, person)), { ...toldTimeZone, url: target.web }])
      const page = await context.newPage()
      opened.push(page)
      await page.goto(path)
      return page
    })
    await Promise.all(opened.map((page) => page.context().close()))
  },
  baseURL: async ({ target }, use) => use(target.web),
})

async function cookiesOf(scene: Scene, person: DemoUser | Credentials) {
  const session = await (typeof person === 'string' ? scene.session(person) : signIn(scene.target.web, person))
  return session.all().map(({ name, value }) => ({
    name,
    value,
    url: scene.target.web,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }))
}

export { expect } from '@playwright/test'
