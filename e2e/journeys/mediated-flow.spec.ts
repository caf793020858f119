import type { Hop } from '@chaperone/contracts'
import { expect, test } from '../support/test.ts'
import { ask, callsOf, decide } from '../support/turn.ts'

/** No arrow joins two servers: whatever leaves a server goes back to the host. */
function expectHostInTheMiddle(hops: readonly Hop[]): void {
  for (const { from, to } of hops) expect([from, to]).toContain('host')
}

test('weather decides, the calendar gets the run: two servers, two credentials, one host', async ({
  openAs,
  target,
}) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'Find the driest afternoon this week in Lisbon and put a run into my calendar')
  expectHostInTheMiddle(turn.hops)

  const weather = callsOf(turn).filter(({ to }) => to === 'weather')
  expect(weather.length).toBeGreaterThan(0)
  for (const { credential } of weather) expect(credential.kind).toBe('api_key')
  expect(callsOf(turn).at(-1)).toMatchObject({ to: 'calendar', verdict: 'needs_approval' })

  const decided = await decide(page, 'Approve once')
  const written = decided.hops.at(-1)
  expect(written).toMatchObject({ from: 'host', to: 'calendar', verdict: 'allowed', connection: 'calendar' })
  expect(written?.credential).toMatchObject({
    kind: 'user_jwt',
    claims: { aud: target.servers.calendar, sub: 'usr_alice', scope: 'calendar:write', act: { sub: 'mcp-host' } },
  })
  expect(decided.answer).toMatch(/run/i)
})

test('the same into the team calendar goes with two API keys and no token of the person', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'Find the driest afternoon this week in Lisbon and put a run into the team calendar')
  expectHostInTheMiddle(turn.hops)
  const decided = await decide(page, 'Approve once')
  const written = decided.hops.at(-1)
  expect(written).toMatchObject({ to: 'calendar', connection: 'team-calendar', credential: { kind: 'api_key' } })

  const weather = callsOf(turn).find(({ to }) => to === 'weather')
  expect(weather?.credential.kind).toBe('api_key')
  expect(weather?.credential.keyId).not.toBe(written?.credential.keyId)
})

test('preparing for tomorrow asks all three servers, each with a credential of its own', async ({ openAs, target }) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'What should I prepare for tomorrow?')
  expectHostInTheMiddle(turn.hops)
  const calls = callsOf(turn)
  expect(new Set(calls.map(({ to }) => to))).toEqual(new Set(['weather', 'calendar', 'tasks']))

  for (const { to, credential } of calls) {
    if (credential.kind !== 'user_jwt') continue
    expect(credential.claims?.aud).toBe(target.servers[to as 'calendar'])
  }
  expect(turn.events.some((event) => event.type === 'answer' && event.part.source)).toBe(true)
})

test('where an appointment is, goes to the weather server only when the person says so', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const turn = await ask(page, 'What is the weather at my dentist appointment?')
  const [read, held] = callsOf(turn)
  expect(read).toMatchObject({ to: 'calendar', verdict: 'allowed' })
  expect(held).toMatchObject({ to: 'weather', verdict: 'needs_approval', credential: { kind: 'none' } })
  await expect(page.getByText('This may send private data to Weather')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Always allow' })).toHaveCount(0)
  const decided = await decide(page, 'Approve once')
  expect(decided.answer).toContain('The weather server knows Lisbon, Portugal')
  expect(decided.hops.at(-1)).toMatchObject({ to: 'weather', verdict: 'allowed' })
})
