import { expect, test } from 'vitest'
import { allAttacks } from './all.ts'

test('every attack has an id of its own and says what the attacker cannot do', () => {
  const ids = allAttacks.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id, title } of allAttacks) {
    expect(id).toMatch(/^[A-Z]{3}-\d{2}$/)
    expect(title).toMatch(/^cannot /)
  }
})
