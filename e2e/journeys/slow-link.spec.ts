import type { Page } from '@playwright/test'
import { expect, test } from '../support/test.ts'

/** Holds back what matches, as a slow link does, until the returned function runs. */
async function holdBack(page: Page, isHeld: (address: URL) => boolean): Promise<() => void> {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  await page.route(isHeld, async (route) => {
    await arrived
    await route.continue()
  })
  return arrive
}

const isScript = ({ pathname }: URL) => /^\/_next\/static\/.*\.js$/.test(pathname)

test('what is typed at the sign-in page before its scripts are there is kept', async ({ page }) => {
  const arrive = await holdBack(page, isScript)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByLabel('Email').fill('alice@example.com')
  await page.getByLabel('Password').fill('chaperone-demo')
  const button = page.getByRole('button', { name: 'Sign in', exact: true })
  await expect(button).toBeDisabled()
  await page.getByLabel('Password').press('Enter')
  await expect(page.getByLabel('Password')).toHaveValue('chaperone-demo')
  arrive()
  await expect(button).toBeEnabled()
  await page.getByLabel('Password').press('Enter')
  await page.waitForURL('/chat')
})

test('a page that is on its way says so, and the link keeps the focus', async ({ openAs }) => {
  const page = await openAs('alice', '/weather')
  const places = page.getByRole('list', { name: 'Your places' }).getByRole('link')
  await expect(places.first()).toHaveAttribute('aria-current', 'page')
  const arrive = await holdBack(page, ({ searchParams }) => searchParams.has('_rsc'))
  const line = page.locator('.link-progress')
  await expect(line).toHaveCount(0)
  await places.nth(1).press('Enter')
  await expect(line).toBeVisible()
  arrive()
  await expect(places.nth(1)).toHaveAttribute('aria-current', 'page')
  await expect(places.nth(1)).toBeFocused()
  await expect(line).toHaveCount(0)
})
