import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect, test } from '../support/test.ts'
import { ask, decide } from '../support/turn.ts'

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]{20,}/g

test('no usable token and no key reaches the browser', async ({ openAs, target, issuerKeys }) => {
  const page = await openAs('alice', '/')
  const received: Promise<string>[] = []
  page.on('response', (response) => {
    const text = response.text().catch(() => '')
    received.push(text.then((body) => `${response.url()}\n${body}`))
  })

  for (const path of ['/tasks', '/calendar', '/weather', '/connections', '/chat']) await page.goto(path)
  await ask(page, 'What should I prepare for tomorrow?')
  await ask(page, 'Find the driest afternoon this week in Lisbon and put a run into the team calendar')
  await decide(page, 'Deny')
  await page.goto('/api/auth/session')

  const keys = createLocalJWKSet({ keys: issuerKeys.map(({ d: _private, ...key }) => key) })
  const { weather, teamCalendar } = target.secrets.apiKeys
  const bodies = await Promise.all(received)
  expect(bodies.length).toBeGreaterThan(10)
  for (const body of bodies) {
    const where = body.split('\n')[0] ?? ''
    expect(body.includes(weather) || body.includes(teamCalendar), where).toBe(false)
    for (const [token] of body.matchAll(JWT)) {
      const isGenuine = await jwtVerify(token, keys).then(
        () => true,
        () => false,
      )
      expect(isGenuine, where).toBe(false)
    }
  }
})

test('page scripts can read neither the session nor any storage of ours', async ({ openAs }) => {
  const page = await openAs('alice', '/chat')
  const visible = await page.evaluate(() => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
  }))
  expect(visible.cookie).not.toMatch(/session/)
  for (const name of [...visible.local, ...visible.session]) expect(name).not.toMatch(/token|key|session/i)
})
