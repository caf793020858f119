import { expect, test } from '../support/test.ts'

test('the way back leads to the page itself, also after a jump within it', async ({ openAs }) => {
  const page = await openAs('alice', '/tasks')
  await page.getByRole('link', { name: /^Skip to/ }).press('Enter')
  await expect(page).toHaveURL('/tasks#content')
  await page.getByRole('link', { name: 'Weather', exact: true }).click()
  await page.waitForURL('/weather')
  await page.goBack()
  await expect(page).toHaveURL('/tasks#content')
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/tasks')
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible()
})
