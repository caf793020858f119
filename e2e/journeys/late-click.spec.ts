import { prepareAuthorization } from '@chaperone/attack-suite'
import type { Page } from '@playwright/test'
import { signInAt } from '../support/sign-in-page.ts'
import { expect, test } from '../support/test.ts'
import { whenAlive } from '../support/when-alive.ts'

const REDIRECT_URI = 'http://127.0.0.1:49163/callback'

const sessions = (page: Page) => page.getByRole('list', { name: 'Where you are signed in' })

test('a click that comes too late says so: for a session that has ended, and in one that has ended', async ({
  openAs,
  scene,
}) => {
  const credentials = await scene.userOffice.add()
  await openAs(credentials, '/account')
  const elsewhere = await openAs(credentials, '/account')
  const page = await openAs(credentials, '/account')
  await elsewhere.reload()

  await sessions(elsewhere).getByRole('button').last().click()
  await expect(elsewhere.getByRole('status')).toContainText('Signed out there')
  await sessions(page).getByRole('button').last().click()
  await expect(page).toHaveURL('/account')
  await expect(page.getByRole('status')).toHaveText('That had ended already.')

  await sessions(elsewhere).getByRole('button').first().click()
  await expect(elsewhere.getByRole('status')).toContainText('Signed out there')
  await page.getByRole('region', { name: 'Passkeys' }).getByLabel('Current password').fill(credentials.password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You are signed out. Sign in again.' })).toBeVisible()
  await sessions(page).getByRole('button').first().click()
  await expect(page).toHaveURL('/login?callbackUrl=%2Faccount')
  await signInAt(page, credentials, '/account')
})

async function consentPage(page: Page, web: string, resource: string, scope: string): Promise<void> {
  await page.context().route(`${REDIRECT_URI}*`, (route) => route.fulfill({ body: 'the program' }))
  const { url } = await prepareAuthorization({ issuer: web, resource, scope, redirectUri: REDIRECT_URI })
  await page.goto(url)
}

test('a question that was answered in another tab has expired in this one', async ({ openAs, target }) => {
  const page = await openAs('alice', '/connections')
  await consentPage(page, target.web, target.servers.tasks, 'tasks:read')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Deny' }).click()
  await other.waitForURL(`${REDIRECT_URI}*`)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: 'This request has expired' })).toBeVisible()
  await expect(page).toHaveTitle(/^This request has expired/)
})

test('where nothing that was asked for is the person’s, there is nothing to allow', async ({ openAs, target }) => {
  // Carol may not delete events.
  const page = await openAs('carol', '/connections')
  await consentPage(page, target.web, target.servers.calendar, 'calendar:delete')
  await expect(page.getByRole('heading', { name: 'asks for nothing that you could allow' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Allow' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Go back' }).click()
  await page.waitForURL(`${REDIRECT_URI}*`)
  expect(new URL(page.url()).searchParams.get('error')).toBe('invalid_scope')
})

test('a request that this server does not take is answered in words', async ({ page }) => {
  await page.goto('/oauth/authorize?response_mode=fragment')
  await expect(page.getByRole('heading', { name: 'Access cannot be asked for' })).toBeVisible()
})

test('somebody else’s session at a shared machine ends when a link is followed there', async ({ openAs, scene }) => {
  const other = await scene.userOffice.add()
  const { email, link } = await scene.userOffice.invite()
  const page = await openAs(other, '/account')
  await page.goto(link)
  await expect(page.getByRole('main')).toContainText('Dave, who is signed in at this browser, is signed out with it.')
  await expect(page.getByRole('button', { name: 'Account of Dave' })).toBeVisible()
  const field = page.getByLabel('New password')
  await field.fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(field).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(field).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page).toHaveURL('/login')
  await expect(page.getByRole('status')).toHaveText('Your password is set. Sign in with it.')
  await signInAt(page, { email, password: 'harbour lantern seven quiet' }, '/chat')
  await page.goto('/account')
  await expect(page.getByRole('main')).toContainText(email)
  await page.goto(link)
  await expect(page).toHaveTitle(/^This link is over/)
})

test('who asks in the chat after the session has ended is shown the way back', async ({ openAs, scene }) => {
  const credentials = await scene.userOffice.add()
  const page = await openAs(credentials, '/chat')
  await page.context().clearCookies()
  await (await whenAlive(page.getByRole('textbox', { name: 'Message' }))).fill('Show my projects')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page).toHaveURL('/login?callbackUrl=%2Fchat')
  await signInAt(page, credentials, '/chat')
})
