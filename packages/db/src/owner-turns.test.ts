import { isOverloaded } from '@chaperone/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOwnerTurns } from './owner-turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work that ends when it is told to, and the order in which it began. */
function workshop() {
  const begun: string[] = []
  const endings = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<void>((resolve) => endings.set(name, resolve))
  }
  return { begun, work, end: (name: string) => endings.get(name)?.() }
}

test('one owner has so many turns, in order, and keeps no other waiting', async () => {
  const inTurn = createOwnerTurns({ atOnce: 2, patienceMilliseconds: 1_000 })
  const { begun, work, end } = workshop()
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => inTurn('usr_a', work(name)))
  all.push(inTurn('usr_b', work('b1')))
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  for (const name of ['a2', 'a1', 'a3', 'a4', 'b1']) {
    end(name)
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4'])
  await Promise.all(all)
})

test('who waits too long is told so, and takes nobody’s turn; work that failed gives its turn back', async () => {
  const inTurn = createOwnerTurns({ atOnce: 1, patienceMilliseconds: 1_000 })
  const { begun, work, end } = workshop()
  const first = inTurn('usr_a', work('a1'))
  const late = inTurn('usr_a', work('a2')).then(() => 'ran', isOverloaded)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBe(true)
  end('a1')
  await first
  await expect(inTurn('usr_a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const next = inTurn('usr_a', work('a3'))
  await vi.advanceTimersByTimeAsync(0)
  end('a3')
  await next
  expect(begun).toEqual(['a1', 'a3'])
  expect(vi.getTimerCount()).toBe(0)
})
