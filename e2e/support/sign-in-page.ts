import type { Page } from '@playwright/test'

export interface Credentials {
  email: string
  password: string
}

/** Types them at the sign-in page that is open, and waits for the page that follows. */
export async function signInAt(page: Page, { email, password }: Credentials, next: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(next)
}
