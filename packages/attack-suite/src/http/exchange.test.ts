import { expect, test } from 'vitest'
import { masked } from './exchange.ts'

test('a masked exchange holds no usable credential', () => {
  const token = `eyJhbGciOiJFUzI1NiJ9.${'eyJzdWIiOiJ1c3JfYSJ9'.repeat(3)}.${'s'.repeat(86)}`
  const key = `chap_0123456789abcdef_${'z'.repeat(32)}_abcdef`
  const shown = JSON.stringify(
    masked({
      request: {
        method: 'POST',
        url: `http://localhost:4003/mcp?access_token=${token}`,
        headers: [
          ['Authorization', `Bearer ${token}`],
          ['X-API-Key', key],
          ['Cookie', `next-auth.session-token=${'c'.repeat(200)}`],
        ],
        body: token,
      },
      status: 200,
      headers: { 'set-cookie': `next-auth.session-token=${'c'.repeat(200)}` },
      body: JSON.stringify({ access_token: token, key }),
      json: null,
    }),
  )
  expect(shown).not.toContain('s'.repeat(20))
  expect(shown).not.toContain('z'.repeat(8))
  expect(shown).not.toContain('c'.repeat(40))
  expect(shown).toContain('chap_0123456789abcdef_…')
})
