import { expect, test } from '../support/test.ts'
import { ask } from '../support/turn.ts'

test('Alice and Bob see the project they share, and each their own', async ({ openAs }) => {
  const alice = await openAs('alice', '/tasks')
  const bob = await openAs('bob', '/tasks')
  for (const page of [alice, bob]) await expect(page.getByRole('heading', { name: 'Apollo' })).toBeVisible()

  await expect(alice.getByRole('heading', { name: 'Borealis' })).toBeVisible()
  await expect(alice.getByRole('heading', { name: 'Cassini' })).toHaveCount(0)
  await expect(bob.getByRole('heading', { name: 'Cassini' })).toBeVisible()
  await expect(bob.getByRole('heading', { name: 'Borealis' })).toHaveCount(0)
})

test('Bob cannot learn of Borealis by asking', async ({ openAs }) => {
  const page = await openAs('bob', '/chat')
  const turn = await ask(page, 'Which tasks are open in Borealis?')
  expect(JSON.stringify(turn.events)).not.toContain('grant proposal')
})
