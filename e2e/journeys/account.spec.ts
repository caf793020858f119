import { confirmEnd } from '../support/confirm-end.ts'
import { expect, test } from '../support/test.ts'

test('a person sees where they are signed in, signs out elsewhere, and is told what is wrong with a password', async ({
  browser,
  scene,
  target,
}) => {
  const credentials = await scene.userOffice.add()
  const signedIn = async () => {
    const page = await browser.newPage({ baseURL: target.web })
    await page.goto('/login')
    await page.getByLabel('Email').fill(credentials.email)
    await page.getByLabel('Password').fill(credentials.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('/chat')
    return page
  }
  const [page, elsewhere] = [await signedIn(), await signedIn()]

  await page.getByRole('button', { name: 'Account of Dave' }).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  const list = page.getByRole('list', { name: 'Where you are signed in' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByText('this one')).toHaveCount(1)
  await expect(list).toContainText('Chrome')
  await confirmEnd(page, { opener: /^Sign out everywhere else/, consequence: 'Every other session', verb: 'Sign out' })
  await expect(page.getByRole('status')).toContainText('Signed out there')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await elsewhere.goto('/tasks')
  await expect(elsewhere).toHaveURL(/\/login/)

  await page.getByLabel('Current password').fill(credentials.password)
  await page.getByLabel('New password').fill('password12345')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'easy to guess' })).toBeVisible()
  await page.getByLabel('Current password').fill(credentials.password)
  await page.getByLabel('New password').fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('status')).toContainText('Your password is set')
  await page.getByLabel('Email').fill(credentials.email)
  await page.getByLabel('Password').fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('/chat')
  await Promise.all([page.close(), elsewhere.close()])
})
