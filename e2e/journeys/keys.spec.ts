import type { Scene } from '@chaperone/attack-suite'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/test.ts'

function statusWith(scene: Scene, credential: string): Promise<number> {
  const call = { server: 'weather', tool: 'weather_search_places', arguments: { query: 'Lisbon' }, credential } as const
  return scene.call(call).then(({ status }) => status)
}

async function shownKey(page: Page): Promise<string> {
  return (
    (await page
      .getByRole('status')
      .getByText(/^chap_/)
      .textContent()) ?? ''
  )
}

async function revokeFirst(row: Locator, page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await row
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog).toBeHidden()
}

test('an administrator makes a key, replaces it with an overlap, and revokes it', async ({ openAs, scene, target }) => {
  const client = `journey-${Date.now()}`
  const page = await openAs('carol', '/keys')
  await page.getByLabel('Program that gets it').fill(client)
  await page.getByLabel('Days until it ends').fill('30')
  await page.getByRole('button', { name: 'Make the key' }).click()
  const first = await shownKey(page)
  expect(await statusWith(scene, first)).toBe(200)

  const row = page.getByRole('listitem').filter({ hasText: client })
  await expect(row).toContainText('Works')
  await page.reload()
  await expect(row).toBeVisible()
  expect(await page.content()).not.toContain(first)
  expect(page.url()).toBe(`${target.web}/keys`)
  expect(JSON.stringify(await page.context().cookies())).not.toContain(first)

  await row.getByRole('button', { name: /^Rotate/ }).click()
  await page.getByRole('button', { name: 'Make the new key' }).click()
  const second = await shownKey(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(row).toHaveCount(2)
  expect(await statusWith(scene, first)).toBe(200)
  expect(await statusWith(scene, second)).toBe(200)

  // The newest stands first.
  await revokeFirst(row, page)
  await expect(page.getByText(`of ${client} is revoked.`)).toBeFocused()
  await expect(row.filter({ hasText: 'Works' })).toHaveCount(1)
  expect(await statusWith(scene, second)).toBe(401)
  expect(await statusWith(scene, first)).toBe(200)
  await revokeFirst(row, page)
  await expect(row.filter({ hasText: 'Works' })).toHaveCount(0)
  expect(await statusWith(scene, first)).toBe(401)
})

test('a key that cannot be made is refused with a sentence', async ({ openAs }) => {
  const page = await openAs('carol', '/keys')
  await page.getByLabel('Program that gets it').fill('nobody')
  for (const choice of await page.getByRole('checkbox', { checked: true }).all()) await choice.uncheck()
  await page.getByRole('button', { name: 'Make the key' }).click()
  await expect(page.getByText('Choose at least one thing that the program may do.')).toBeVisible()
})

test('a key is shown no longer once it is revoked or replaced', async ({ openAs }) => {
  const client = `shown-${Date.now()}`
  const page = await openAs('carol', '/keys')
  const row = page.getByRole('listitem').filter({ hasText: client })
  const shown = page.getByText('The server takes it from now on.')
  const make = async () => {
    await page.getByLabel('Program that gets it').fill(client)
    await page.getByRole('button', { name: 'Make the key' }).click()
    await expect(shown).toBeVisible()
  }
  await make()
  await expect(row).toHaveCount(1)
  await revokeFirst(row, page)
  await expect(shown).toHaveCount(0)
  // It is folded away with the others that have ended.
  await expect(row).toHaveCount(0)

  await make()
  await expect(row).toHaveCount(1)
  await row.getByRole('button', { name: /^Rotate/ }).click()
  await page.getByRole('button', { name: 'Make the new key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(shown).toHaveCount(0)
  await expect(page.getByText(`${client} has a new key.`)).toBeFocused()
})
