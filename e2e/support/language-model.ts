import { type ModelAnswer, type ModelRequest, startScriptedModel } from '@chaperone/attack-suite/scripted-model'
import type { Browser } from '@playwright/test'
import { startSecondWebApp } from './second-web-app.ts'
import { test as base } from './test.ts'

interface ScriptedPlanner {
  /** What the model answers from now on. */
  script(answer: (request: ModelRequest) => ModelAnswer): void
  requests: readonly ModelRequest[]
  brokenOff(): number
}

interface ModelFixtures {
  model: ScriptedPlanner
  /** In this browser, the address of the web app leads to an instance whose planner is the scripted model. */
  browser: Browser
}

interface Internals {
  instance: { model: ScriptedPlanner; port: number }
}

export const test = base.extend<object, ModelFixtures & Internals>({
  instance: [
    async ({ target }, use) => {
      let answer: (request: ModelRequest) => ModelAnswer = () => ({ error: { status: 500 } })
      const { baseUrl, requests, brokenOff, stop } = await startScriptedModel((request) => answer(request))
      const variables = { PLANNER: 'compatible:scripted', PLANNER_BASE_URL: baseUrl, PLANNER_API_KEY: MODEL_KEY }
      const app = await startSecondWebApp(target, variables)
      const script = (next: typeof answer) => {
        answer = next
      }
      await use({ model: { script, requests, brokenOff }, port: app.port })
      await app.stop()
      await stop()
    },
    { scope: 'worker' },
  ],
  model: [async ({ instance }, use) => use(instance.model), { scope: 'worker' }],
  browser: [
    async ({ playwright, launchOptions, target, instance }, use) => {
      const mapping = `MAP ${new URL(target.web).host} 127.0.0.1:${instance.port}`
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=${mapping}`]
      const browser = await playwright.chromium.launch({ ...launchOptions, args })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
})

/** The one credential that the planner holds. */
export const MODEL_KEY = 'key-of-the-scripted-model'

export { expect } from './test.ts'
