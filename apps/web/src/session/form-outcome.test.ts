import { expect, test } from 'vitest'
import { forgetOutcome, tellOutcome } from './form-outcome.ts'

test('an outcome is for one page, for a minute, and out of reach for scripts and plain http', () => {
  expect(tellOutcome({ path: '/account', outcome: 'short', isSecure: true })).toBe(
    'outcome=short; Path=/account; HttpOnly; SameSite=Strict; Max-Age=60; Secure',
  )
  expect(tellOutcome({ path: '/login', outcome: 'changed', isSecure: false })).not.toContain('Secure')
})

test('no address but that of a page which tells outcomes gets into a cookie', () => {
  for (const path of ['/account; Domain=example', '/account/', '/ACCOUNT', '/tasks', '/']) {
    expect(forgetOutcome(path, { isZoneKnown: true })).toBeNull()
    expect(() => tellOutcome({ path, outcome: 'short', isSecure: true })).toThrow('tells nothing')
  }
})

test('forgetting takes away the cookie of the same name and path', () => {
  expect(forgetOutcome('/account', { isZoneKnown: true })).toBe(
    'outcome=; Path=/account; HttpOnly; SameSite=Strict; Max-Age=0',
  )
})

test('what it was about goes along, unless a browser would drop the cookie for it', () => {
  const told = { path: '/connections', outcome: 'revoked', isSecure: false } as const
  const id = 'https://agent.example/a;b'
  expect(tellOutcome({ ...told, about: id })).toMatch(/^outcome=revoked~https%3A%2F%2Fagent\.example%2Fa%3Bb; /)
  expect(tellOutcome({ ...told, about: `${id}${'x'.repeat(3_000)}` })).toMatch(/^outcome=revoked; /)
})

test('a page that is rendered once more for the browser’s time zone tells it in both', () => {
  const isZoneKnown = false
  expect(forgetOutcome('/admin', { isZoneKnown })).toBeNull()
  expect(forgetOutcome('/login', { isZoneKnown })).toMatch(/^outcome=;/)
})
