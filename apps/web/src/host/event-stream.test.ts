import { afterEach, expect, test, vi } from 'vitest'
import { eventStream } from './event-stream.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('a client that leaves is told to the work, which is no failure', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const { promise: ended, resolve } = Promise.withResolvers<unknown>()
  const { body } = eventStream(async (emit, left) => {
    emit({ type: 'answer', part: { text: 'so far' } })
    await new Promise((leave) => left.addEventListener('abort', leave))
    emit({ type: 'answer', part: { text: 'for nobody' } })
    resolve(left.reason)
    left.throwIfAborted()
  })
  const reader = body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('so far')
  await reader?.cancel()
  expect(await ended).toMatchObject({ name: 'AbortError' })
  expect(logged).not.toHaveBeenCalled()
})

test('work that fails says so, and why only in the log', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const text = await eventStream(() => Promise.reject(new Error('the secret reason'))).text()
  expect(text.split('\n').map((line) => line && JSON.parse(line))).toMatchObject([
    { type: 'error' },
    { type: 'done' },
    '',
  ])
  expect(text).not.toContain('secret')
  expect(logged).toHaveBeenCalledOnce()
})
