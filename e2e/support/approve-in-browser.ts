import type { Page } from '@playwright/test'
import { expect } from './test.ts'

/** What the signed-in person does at the address that a program showed them. Resolves when the call has been made. */
export async function approveInBrowser(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Approve once' }).click()
  await expect(page.getByText('Approved', { exact: true })).toBeVisible()
}
