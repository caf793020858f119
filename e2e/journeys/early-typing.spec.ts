import { expect, test } from '../support/test.ts'
import { whenAlive } from '../support/when-alive.ts'

test('whoever types before the page is alive goes on typing in the same field', async ({ openAs, scene }) => {
  const page = await openAs(await scene.userOffice.add(), '/account')
  const form = page.getByRole('region', { name: 'Password', exact: true })
  await form.getByLabel('Current password').fill('not this one')
  await form.getByLabel('New password').fill('harbour lantern seven quiet')

  const { promise: typed, resolve: go } = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async (route) => {
    await typed
    await route.continue()
  })
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not your current password' })).toBeVisible()
  const field = form.getByLabel('New password')
  await field.fill('harbour')
  go()
  await whenAlive(field)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await expect(field).toBeFocused()
})
