import type { Page } from '@playwright/test'
import { expect, test } from '../support/test.ts'
import { whenAlive } from '../support/when-alive.ts'

/** An authenticator that Chrome plays, with a person who unlocks it at once. @see WebAuthn Level 3 §11 */
async function giveAuthenticator(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await (await whenAlive(page.getByRole('button', { name: 'Account of Dave' }))).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Account of Dave' })).toHaveCount(0)
}

test('somebody new follows their link, adds a passkey, signs in with it, and removes it', async ({
  browser,
  scene,
  target,
}) => {
  const { email, link } = await scene.userOffice.invite()
  const page = await browser.newPage({ baseURL: target.web })
  await giveAuthenticator(page)

  await page.goto(link)
  await expect(page.getByRole('main')).toContainText(email)
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'too short' })).toBeVisible()
  await page.getByLabel('New password').fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('status')).toHaveText('Your password is set. Sign in with it.')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('/chat')

  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Passkeys' })
  await section.getByLabel('Current password').fill('not this one')
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('alert').filter({ hasText: 'not your current password' })).toBeVisible()
  await section.getByLabel('Current password').fill('harbour lantern seven quiet')
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('list', { name: 'Passkeys' })).toContainText('not used yet')
  await expect(section.getByRole('status')).toContainText('Added')
  await section.getByLabel('Current password').fill('not this one')
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('alert').filter({ hasText: 'not your current password' })).toBeVisible()
  await expect(section.getByRole('status')).toHaveCount(0)

  await signOut(page)
  await page.goto('/login?callbackUrl=/account')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL('/account')
  await expect(section.getByRole('list', { name: 'Passkeys' })).toContainText('last used')

  await section.getByRole('button', { name: 'Remove passkey' }).click()
  await expect(section.getByRole('list', { name: 'Passkeys' })).toHaveCount(0)
  await signOut(page)
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'No account here has this passkey' })).toBeVisible()

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link is over' })).toBeVisible()
  await page.close()
})
