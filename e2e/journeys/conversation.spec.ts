import { expect, test } from '../support/test.ts'
import { ask, callsOf, decide } from '../support/turn.ts'

test('a conversation is there again after a reload and in another browser, with its wire', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const title = `Which tasks are open in Apollo? ${Date.now() % 100_000}`
  const turn = await ask(page, title)
  await expect(page).toHaveURL(/\/chat\/conv_[0-9a-z]+/)

  await page.reload()
  await expect(page.getByRole('log').getByText('Order cables for the antenna').first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()

  const elsewhere = await openAs('alice', '/chat')
  await elsewhere.getByRole('button', { name: 'Conversations' }).click()
  await elsewhere.getByRole('link', { name: title }).click()
  await expect(elsewhere.getByRole('log').getByText('Order cables for the antenna').first()).toBeVisible()
  const wire = elsewhere.getByRole('region', { name: 'Wire' })
  for (const { label } of turn.hops) {
    await expect(wire.getByRole('listitem').filter({ hasText: label }).first()).toBeVisible()
  }

  // What is asked there goes on where it was left.
  await ask(elsewhere, 'Which tasks are open in Borealis?')
  await page.reload()
  await expect(page.getByRole('log').getByText('Which tasks are open in Borealis?')).toBeVisible()

  await page.getByRole('button', { name: 'New', exact: true }).click()
  await expect(page.getByText('Conversations are kept here')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('log').getByText('Which tasks are open in Borealis?')).toBeVisible()
})

test('a conversation that was just begun is there on the way back, and Chat in the bar begins another', async ({
  openAs,
}) => {
  const page = await openAs('bob', '/chat')
  await ask(page, `Add a task "Oil the gate ${Date.now() % 100_000}" to Cassini`)
  const { pathname } = new URL(page.url())
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await page.waitForURL('/tasks')
  await page.goBack()
  await expect(page).toHaveURL(pathname)
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()
  await decide(page, 'Deny')

  await page.getByRole('link', { name: 'Chat', exact: true }).click()
  await expect(page.getByText('Conversations are kept here')).toBeVisible()
  await ask(page, 'What are my tasks?')
  expect(new URL(page.url()).pathname).not.toBe(pathname)
  await page.getByRole('link', { name: 'Chat', exact: true }).click()
  await expect(page).toHaveURL('/chat')
  await expect(page.getByText('Conversations are kept here')).toBeVisible()
})

test('what was decided is kept with the answer', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  await ask(page, `Add a task "Sort the seeds ${Date.now() % 100_000}" to Cassini`)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()
  await decide(page, 'Deny')
  await expect(page.getByText('Denied by you')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Denied by you')).toBeVisible()
  await expect(page.getByRole('log').getByText('You denied this call.')).toBeVisible()
  await expect(page.getByText('Nothing has changed yet')).toHaveCount(0)
})

test('conversations are begun anew and deleted, each after a second question', async ({ openAs }) => {
  const page = await openAs('carol', '/chat')
  await page.setViewportSize({ width: 360, height: 740 })
  const first = `What are my tasks? ${Date.now() % 100_000}`
  await ask(page, first)
  const url = page.url()
  const menu = page.getByRole('button', { name: 'Conversations' })
  const dialog = page.getByRole('dialog', { name: 'Conversations' })

  await menu.click()
  await dialog.getByRole('button', { name: 'New conversation' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByText('Conversations are kept here')).toBeVisible()
  const second = `What is due this week? ${Date.now() % 100_000}`
  await ask(page, second)

  await menu.click()
  await dialog.getByRole('button', { name: `Delete “${first}”` }).click()
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(dialog.getByRole('link', { name: first })).toBeVisible()
  await dialog.getByRole('button', { name: `Delete “${first}”` }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog.getByRole('link', { name: first })).toHaveCount(0)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)

  await dialog.getByRole('button', { name: 'Delete all conversations' }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.locator(':focus')).toHaveCount(1)
  await menu.click()
  await expect(dialog.getByText('You have none yet')).toBeVisible()
  const gone = await page.goto(url)
  expect(gone?.status()).toBe(404)
})

test('a message goes on from the one before, and asks back where that is not clear', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const first = await ask(page, 'Will it rain in Porto tomorrow?')
  const second = await ask(page, 'And in Lisbon?')
  expect(second.answer).toContain('In Lisbon, Portugal, tomorrow')
  expect(callsOf(second).map(({ label }) => label)).toEqual(callsOf(first).map(({ label }) => label))

  await ask(page, 'Which tasks are open in Apollo?')
  const which = await ask(page, 'Complete it')
  expect(callsOf(which)).toEqual([])
  expect(which.answer).toContain('Which one:')
  // What was shown is kept on the server: another page goes on from it.
  await page.reload()
  const chosen = await ask(page, 'the first one')
  // The last reads it for the card.
  expect(callsOf(chosen).map(({ label, verdict }) => [label, verdict])).toEqual([
    ['tasks_get', 'allowed'],
    ['tasks_complete', 'needs_approval'],
    ['tasks_get', 'allowed'],
  ])
  await decide(page, 'Deny')
})

test('what an approved change made is “it”, also beside another of its name', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const title = `Breakfast ${Date.now() % 100_000}`
  for (const time of ['05:30', '06:30']) {
    await ask(page, `Put "${title}" into my calendar tomorrow at ${time} for half an hour`)
    await decide(page, 'Approve once')
  }
  // The other is left, so that its name alone names it.
  for (const message of ['Cancel it', `Cancel "${title}"`]) {
    const cancelled = await ask(page, message)
    expect(callsOf(cancelled)).toContainEqual(
      expect.objectContaining({ label: 'calendar_delete_event', verdict: 'needs_approval' }),
    )
    await decide(page, 'Approve once')
  }
})

test('the steps are said before they are taken, each with its server', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  const turn = await ask(page, 'Find the driest afternoon this week in Lisbon and put a run into my calendar')
  const [planned] = turn.events.flatMap((event) => (event.type === 'plan' ? [event.steps] : []))
  expect(planned?.map(({ connection, effect, state }) => [connection, effect, state])).toEqual([
    ['weather', 'read', 'waiting'],
    ['weather', 'read', 'waiting'],
    ['calendar', 'read', 'waiting'],
    ['calendar', 'change', 'waiting'],
  ])
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan.getByText('calendar, changes')).toBeVisible()
  await expect(plan.getByText('weather, reads').first()).toBeVisible()
  await decide(page, 'Deny')
})

test('the message field has the focus after a conversation was opened, and after it was deleted', async ({
  openAs,
}) => {
  const page = await openAs('bob', '/chat')
  const message = `What are my tasks? ${Date.now() % 100_000}`
  await ask(page, message)
  const field = page.getByRole('textbox', { name: 'Message' })
  const menu = page.getByRole('button', { name: 'Conversations' })
  const dialog = page.getByRole('dialog', { name: 'Conversations' })
  await page.goto('/chat')
  await menu.click()
  await dialog.getByRole('link', { name: message }).click()
  await expect(page).toHaveURL(/\/chat\/./)
  await expect(field).toBeFocused()

  await menu.click()
  await dialog.getByRole('button', { name: `Delete “${message}”` }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await expect(field).toBeFocused()
})

test('a conversation that was deleted elsewhere offers a new one', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  await ask(page, 'What are my tasks?')
  const former = page.url()
  expect(
    (
      await page.request.delete(`/api/host/conversations/${new URL(former).pathname.split('/').at(-1)}`, {
        headers: { origin: new URL(former).origin },
      })
    ).status(),
  ).toBe(200)
  await page.getByLabel('Message', { exact: true }).fill('What are my tasks?')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ask in a new conversation' }).click()
  await expect(page).not.toHaveURL(former)
  await expect(page.getByText('There is no such conversation.')).toHaveCount(0)
})
