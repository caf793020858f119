import { confirmEnd } from '../support/confirm-end.ts'
import { signInAt } from '../support/sign-in-page.ts'
import { expect, test } from '../support/test.ts'
import { whenAlive } from '../support/when-alive.ts'

test('a person sees where they are signed in, signs out elsewhere, and is told what is wrong with a password', async ({
  openAs,
  page,
  scene,
}) => {
  const credentials = await scene.userOffice.add()
  const others = [await openAs(credentials, '/tasks'), await openAs(credentials, '/tasks')]
  for (const other of others) await expect(other).toHaveURL('/tasks')
  await page.goto('/login')
  await signInAt(page, credentials, '/chat')

  await (await whenAlive(page.getByRole('button', { name: 'Account of Dave' }))).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  const list = page.getByRole('list', { name: 'Where you are signed in' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expect(list.getByText('this one')).toHaveCount(1)
  await expect(list).toContainText('Chrome')
  const names = await list.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.ariaLabel))
  expect(names).toEqual([
    expect.stringMatching(/^Sign out .*, 2 of 3$/),
    expect.stringMatching(/^Sign out .*, 3 of 3$/),
  ])
  // One session ends without a question, all others after one.
  await list.getByRole('button', { name: /3 of 3$/ }).click()
  await expect(page.getByRole('status')).toContainText('Signed out there')
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await confirmEnd(page, { opener: /^Sign out everywhere else/, consequence: 'Every other session', verb: 'Sign out' })
  await expect(page.getByRole('status')).toContainText('Signed out everywhere else')
  await expect(page.getByRole('status')).toBeFocused()
  await expect(page).toHaveURL('/account')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  for (const other of others) {
    await other.goto('/tasks')
    await expect(other).toHaveURL(/\/login/)
  }
  // Told once: not by Back, not by a reload, not by an address.
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await page.waitForURL('/tasks')
  await page.goBack()
  await expect(list).toBeVisible()
  await expect(page.getByRole('status')).toHaveCount(0)
  await page.reload()
  await expect(list).toBeVisible()
  await expect(page.getByRole('status')).toHaveCount(0)
  await page.goto('/account?ended=1&password=wrong')
  await expect(list).toBeVisible()
  await expect(page.getByRole('status')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)

  const form = page.getByRole('region', { name: 'Password', exact: true })
  await form.getByLabel('Current password').fill(credentials.password)
  await form.getByLabel('New password').fill('password12345')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'easy to guess' })).toBeVisible()
  await expect(form.getByLabel('New password')).toBeFocused()
  await page.reload()
  await expect(form.getByLabel('New password')).toHaveAttribute('aria-invalid', 'false')
  await form.getByLabel('Current password').fill(credentials.password)
  await form.getByLabel('New password').fill(credentials.password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'the one you have' })).toBeVisible()
  await form.getByLabel('Current password').fill(credentials.password)
  await form.getByLabel('New password').fill('harbour lantern seven quiet')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('status')).toContainText('Your password is set')
  await expect(page.getByRole('status')).toBeFocused()
  await expect(page).toHaveURL('/login')
  await page.goto('/login?changed=password')
  await expect(page.getByLabel('Email')).toBeVisible()
  await expect(page.getByRole('status')).toHaveCount(0)
  await signInAt(page, { ...credentials, password: 'harbour lantern seven quiet' }, '/chat')
})
