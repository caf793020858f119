import { hostCall } from '@chaperone/attack-suite'
import { newId, type ToolCallResponse } from '@chaperone/contracts'
import { createTask } from '../support/rows.ts'
import { expect, test } from '../support/test.ts'
import { ask, callsOf, decide } from '../support/turn.ts'

test('a write waits for approval, then shows in the calendar', async ({ openAs }) => {
  const title = `Water the ferns ${Date.now() % 100_000}`
  const page = await openAs('bob', '/chat')
  const turn = await ask(page, `Put "${title}" into my calendar tomorrow from 7:00 to 7:15`)
  const held = callsOf(turn).find(({ verdict }) => verdict === 'needs_approval')
  expect(held).toMatchObject({ to: 'calendar', credential: { kind: 'none' } })
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()

  const decided = await decide(page, 'Approve once')
  expect(decided.hops.at(-1)).toMatchObject({ to: 'calendar', verdict: 'allowed', credential: { kind: 'user_jwt' } })
  await expect(page.getByText('Approved', { exact: true })).toBeVisible()

  await page.goto('/calendar')
  const event = page.getByText(title)
  // Tomorrow may be in the week after this one.
  if (!(await event.isVisible())) await page.getByRole('link', { name: 'Next week' }).click()
  await expect(event).toBeVisible()
})

test('a denied write never happens', async ({ openAs, scene }) => {
  const title = `Never water ${Date.now() % 100_000}`
  const page = await openAs('bob', '/chat')
  await ask(page, `Add a task "${title}" to Cassini`)
  await decide(page, 'Deny')
  await expect(page.getByText('Denied by you')).toBeVisible()

  const found = await scene.callAs('bob', 'tasks', 'tasks_search', { text: title })
  expect(found.json).toMatchObject({ result: { structuredContent: { tasks: [] } } })
})

test('what waits for approval outlives the conversation', async ({ openAs }) => {
  const title = `Repot the ferns ${Date.now() % 100_000}`
  const page = await openAs('bob', '/chat')
  await ask(page, `Add a task "${title}" to Cassini`)
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()
  await page.goto('/chat')
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByText('You denied this call.')).toBeVisible()

  await page.goto('/chat')
  await expect(page.getByRole('link', { name: title })).toHaveCount(0)
})

test('what a person allows for good asks no more, until they withdraw it', async ({ openAs, scene }) => {
  const page = await openAs(await scene.userOffice.add(), '/chat')

  await ask(page, 'Save Lisbon to my places')
  await decide(page, 'Always allow')
  const second = await ask(page, 'Save Porto to my places')
  expect(callsOf(second).at(-1)).toMatchObject({ verdict: 'allowed', reason: 'Allowed, and approved by Dave.' })

  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Allowed for good' })
  await section.getByRole('button', { name: 'Withdraw weather_save_place' }).click()
  await expect(section.getByRole('status')).toContainText('Withdrawn')
  await page.goto('/chat')
  const third = await ask(page, 'Save Madrid to my places')
  expect(callsOf(third).at(-1)).toMatchObject({ verdict: 'needs_approval' })
})

test('a decided turn says only what still holds', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  const turn = await ask(page, `Add a task "Wash the pots ${Date.now() % 100_000}" to Cassini`)
  expect(turn.answer).toContain('Nothing has changed yet')
  await decide(page, 'Deny')
  const conversation = page.getByRole('log')
  await expect(conversation.getByText('You denied this call.')).toBeVisible()
  await expect(conversation.getByText('Nothing has changed yet')).toHaveCount(0)
  await expect(conversation.getByText('waits for your approval')).toHaveCount(0)
})

test('completing a task on the tasks page asks first', async ({ openAs, scene }) => {
  const title = `Oil the tripod ${Date.now() % 100_000}`
  await createTask(scene, 'bob', 'Cassini', title)
  const page = await openAs('bob', '/tasks')
  await page.getByRole('button', { name: `Complete: ${title}` }).click()
  await expect(page.getByRole('heading', { name: 'Needs your approval' })).toBeVisible()
  await page.getByRole('button', { name: 'Approve once' }).click()
  await expect(page.getByRole('button', { name: `Complete: ${title}` })).toHaveCount(0)
  await page.getByRole('link', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: `Open again: ${title}` })).toBeVisible()
})

test('the card says what an id names, and says so when it cannot', async ({ openAs, scene }) => {
  const title = `Prune the fig ${Date.now() % 100_000}`
  const { id } = await createTask(scene, 'bob', 'Cassini', title)
  const propose = async (taskId: string) => {
    const body = { connection: 'tasks', tool: 'tasks_delete', arguments: { taskId } }
    const answer = (await hostCall(scene, { as: 'bob', path: '/tools/call', body })).json as ToolCallResponse
    if (answer.status !== 'needs_approval') throw new Error(`The host answered ${answer.status}`)
    return answer.approveUrl
  }
  const page = await openAs('bob', await propose(id))
  await expect(page.getByText(`Task “${title}” in Cassini`)).toBeVisible()
  await page.goto(await propose(newId('task')))
  await expect(page.getByText('could not be read with your rights')).toBeVisible()
})

test('what was decided in another tab is closed in this one', async ({ openAs }) => {
  const title = `Sweep the yard ${Date.now() % 100_000}`
  const page = await openAs('bob', '/chat')
  await ask(page, `Add a task "${title}" to Cassini`)
  const other = await page.context().newPage()
  await other.goto('/chat')
  await other.getByRole('link', { name: title }).click()
  await other.getByRole('button', { name: 'Deny' }).click()
  const denied = other.getByText('Denied by you')
  await expect(denied).toBeVisible()
  await expect(other.locator(':focus')).toContainText('Denied by you')

  await page.getByRole('button', { name: 'Approve once' }).click()
  await expect(page.getByText('This was decided before')).toBeVisible()
  await expect(page.getByRole('timer')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Approve once' })).toHaveCount(0)
  await expect(page.locator(':focus')).toContainText('Closed')
})

test('an event that overlaps is refused in words, and what was typed is kept', async ({ openAs }) => {
  const title = `Prick out seedlings ${Date.now() % 100_000}`
  const page = await openAs('bob', '/calendar')
  const dialog = page.getByRole('dialog', { name: 'New event' })
  await page.getByRole('button', { name: 'New event' }).click()
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByLabel('Date').fill('2031-03-04')
  await dialog.getByRole('button', { name: 'Continue to approval' }).click()
  await dialog.getByRole('button', { name: 'Approve once' }).click()
  await expect(dialog.getByText('The event is in the calendar.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'New event' }).click()
  await dialog.getByLabel('Title').fill('Water them')
  await dialog.getByLabel('Date').fill('2031-03-04')
  await dialog.getByRole('button', { name: 'Continue to approval' }).click()
  await dialog.getByRole('button', { name: 'Approve once' }).click()
  const refusal = dialog.getByRole('alert')
  await expect(refusal).toContainText(`overlaps “${title}”, Tue, 4 Mar 2031, 10:00–11:00`)
  await expect(refusal).toContainText('or tick “May overlap other events”.')
  await expect(dialog.getByLabel('Title')).toHaveValue('Water them')
  await dialog.getByLabel('May overlap other events').check()
  await dialog.getByRole('button', { name: 'Continue to approval' }).click()
  await dialog.getByRole('button', { name: 'Approve once' }).click()
  await expect(dialog.getByText('The event is in the calendar.')).toBeVisible()
})
