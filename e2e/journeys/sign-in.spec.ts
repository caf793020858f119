import { openSession } from '@chaperone/attack-suite'
import { SESSION_SECONDS } from '@chaperone/contracts'
import { expect, test } from '../support/test.ts'
import { whenAlive } from '../support/when-alive.ts'

test('signs in with one click and out again', async ({ page }) => {
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in as Alice' }).click()
  await expect(page).toHaveURL(/\/chat$/)

  await (await whenAlive(page.getByRole('button', { name: 'Account of Alice' }))).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Account of Alice' })).toHaveCount(0)
  await page.goto('/tasks')
  await expect(page).toHaveURL(/\/login\?/)
})

test('signs in with email and password and comes back to the page that was asked for', async ({ page }) => {
  await page.goto('/calendar')
  await expect(page).toHaveURL(/\/login\?callbackUrl=/)
  await page.getByLabel('Email').fill('bob@example.com')
  await page.getByLabel('Password').fill('chaperone-demo')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/calendar$/)
  await expect(page.getByRole('button', { name: 'Account of Bob' })).toBeVisible()
  const told = async () => (await page.context().cookies()).find(({ name }) => name === 'time_zone')?.value
  await expect.poll(told, 'the time zone, for times that are shown').toBe('Europe%2FLisbon')
})

test('says the same to a wrong password and to an unknown person', async ({ page }) => {
  const messages: string[] = []
  for (const email of ['bob@example.com', 'nobody@example.com']) {
    await page.goto('/login')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('not the password')
    const button = page.getByRole('button', { name: 'Sign in', exact: true })
    await button.press('Enter')
    const problem = page.getByRole('main').locator('form').getByRole('alert')
    await expect(problem).not.toBeEmpty()
    messages.push((await problem.textContent()) ?? '')
    await expect(button).toBeFocused()
    await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
    await expect(page).toHaveURL(/\/login$/)
  }
  expect(messages[0]).toBe(messages[1])
})

test('a copy of the session cookie ends when the session does', async ({ scene }) => {
  const { claims } = await openSession(await scene.session('alice'), scene.target.secrets.sessionSecret)
  expect(Number(claims.exp) - Number(claims.iat)).toBe(SESSION_SECONDS)
})

test('sends nobody to another site after signing in', async ({ page, target }) => {
  for (const address of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
    await page.context().clearCookies()
    await page.goto(`/login?callbackUrl=${encodeURIComponent(address)}`)
    await page.getByRole('button', { name: 'Sign in as Carol' }).click()
    await expect(page.getByRole('button', { name: 'Account of Carol' })).toBeVisible()
    expect(new URL(page.url()).origin).toBe(target.web)
  }
})
