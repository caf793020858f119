import type { Locator } from '@playwright/test'
import { expect } from './test.ts'

/**
 * Waits until React has taken over an element that the server rendered: before that, a click on a busy machine is one
 * that nothing hears.
 */
export async function whenAlive(element: Locator): Promise<Locator> {
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps'))))
    .toBe(true)
  return element
}
