import { afterEach, expect, test, vi } from 'vitest'
import { keptPerKey } from './kept-per-key.ts'

afterEach(() => vi.useRealTimers())

/** Texts that are kept for a second, and how often each key was fetched. */
function keptTexts() {
  const kept = keptPerKey<{ text: string }>({
    limit: 3,
    bytes: { limit: 100, of: ({ text }) => text.length },
    millisecondsOf: () => 1_000,
  })
  const fetched: string[] = []
  const get = (key: string, text = 'x') =>
    kept.get(key, async () => {
      fetched.push(key)
      return { text }
    })
  return { kept, fetched, get }
}

test('RGS-54: what is kept takes so many bytes together, and what takes them all by itself is not kept', async () => {
  const { fetched, get } = keptTexts()
  for (const key of ['a', 'b', 'c']) await get(key, 'x'.repeat(40))
  await get('large', 'x'.repeat(101))
  for (const key of ['b', 'c', 'large', 'a']) await get(key)
  expect(fetched).toEqual(['a', 'b', 'c', 'large', 'large', 'a'])
})

test('RGS-54: so many are kept, and the one that was used least lately goes first', async () => {
  const { fetched, get } = keptTexts()
  for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await get(key)
  expect(fetched).toEqual(['a', 'b', 'c', 'd', 'b'])
})

test('of any number of callers at once, one fetches, and again when its time is over', async () => {
  const { fetched, get } = keptTexts()
  const [one, other] = await Promise.all([get('a'), get('a')])
  expect(one).toBe(other)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_001 })
  await get('a')
  expect(fetched).toEqual(['a', 'a'])
})

test('what is forgotten on its way is nobody’s after those who wait for it', async () => {
  const { kept, fetched, get } = keptTexts()
  const waited = get('a', 'old')
  kept.forget((key) => key === 'a')
  expect(await waited).toEqual({ text: 'old' })
  expect(await get('a', 'new')).toEqual({ text: 'new' })
  expect(await get('a')).toEqual({ text: 'new' })
  expect(fetched).toEqual(['a', 'a'])
})

test('what could not be fetched, or is over when it comes, is not kept', async () => {
  const { kept, get } = keptTexts()
  await expect(kept.get('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await get('a', 'new')).toEqual({ text: 'new' })
  const over = keptPerKey<object>({ limit: 1, millisecondsOf: () => 0 })
  const first = await over.get('a', async () => ({}))
  expect(await over.get('a', async () => ({}))).not.toBe(first)
})
