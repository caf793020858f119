import { expect, test } from '../support/test.ts'
import { ask, callsOf } from '../support/turn.ts'

test('asks about tasks and sees the hop with its token', async ({ openAs, target }) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'Which tasks are open in Apollo?')
  expect(turn.answer).toContain('Order cables for the antenna')

  const calls = callsOf(turn)
  expect(calls.length).toBeGreaterThan(0)
  for (const { to, verdict, credential } of calls) {
    expect(to).toBe('tasks')
    expect(verdict).toBe('allowed')
    expect(credential.kind).toBe('user_jwt')
    expect(credential.claims).toMatchObject({ aud: target.servers.tasks, act: { sub: 'mcp-host' } })
  }

  const wire = page.getByRole('region', { name: 'Wire' })
  await expect(
    wire
      .getByRole('listitem')
      .filter({ hasText: calls[0]?.label ?? '' })
      .first(),
  ).toBeVisible()
  await expect(wire.getByText(target.servers.tasks).first()).toBeVisible()
})

test('says what it does not understand, with examples', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'Please colour the sky in mauve and sing')
  expect(callsOf(turn)).toEqual([])
  expect(turn.answer.length).toBeGreaterThan(20)
})

test('the trace survives a narrow window', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  await page.setViewportSize({ width: 360, height: 740 })
  await ask(page, 'Which tasks are open in Cassini?')
  await page.getByRole('tab', { name: /^Wire/ }).click()
  await expect(page.getByRole('region', { name: 'Wire' })).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})
