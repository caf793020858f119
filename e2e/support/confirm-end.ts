import type { Page } from '@playwright/test'
import { expect } from './test.ts'
import { whenAlive } from './when-alive.ts'

interface End {
  /** Accessible name of the button that asks. */
  opener: string | RegExp
  /** What the dialog says will end. */
  consequence: string
  /** Name of the button that does it. */
  verb: string
}

/** Ends something with the keyboard alone, and shows on the way that nothing ends before it is confirmed. */
export async function confirmEnd(page: Page, { opener, consequence, verb }: End): Promise<void> {
  const button = await whenAlive(page.getByRole('button', { name: opener }))
  const dialog = page.getByRole('dialog')
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  for (const leave of ['Escape', 'Enter']) {
    await button.press('Enter')
    await expect(dialog).toContainText(consequence)
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press(leave)
    await expect(dialog).toHaveCount(0)
    await expect(button).toBeFocused()
  }
  expect(sent).toEqual([])
  await button.press('Enter')
  await dialog.getByRole('button', { name: verb, exact: true }).press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(sent).toHaveLength(1)
}
