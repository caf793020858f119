import { afterEach, expect, test, vi } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { flushBeforeExit } from './flush-before-exit.ts'
import { recordEvent } from './record-event.ts'

const userId = 'usr_a'
useWebDatabase({ id: userId, email: 'a@example.com' })

afterEach(() => vi.restoreAllMocks())

test('what was recorded just before SIGTERM is written before the process ends', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>()
  vi.spyOn(process, 'exit').mockImplementation(((code: number) => end(code)) as never)
  flushBeforeExit()
  process.once('SIGTERM', () => process.exit(143))

  recordEvent({ subject: userId, isStranger: false, verdict: 'refused', reason: 'last words' })
  process.emit('SIGTERM')
  expect(await ended).toBe(143)
  const rows = await database().withOwner({ ownerId: userId }, (tx) => tx.auditEvent.findMany())
  expect(rows).toMatchObject([{ reason: 'last words' }])
})
