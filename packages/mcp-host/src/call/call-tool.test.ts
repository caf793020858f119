import { expect, test } from 'vitest'
import type { HostAuditEntry } from '../storage.ts'
import { untraced } from '../trace/spans.ts'
import { startTurn } from '../turn.ts'
import { callTool, type HostParts } from './call-tool.ts'

test('a call to a connection that does not exist is refused and recorded without the caller’s own names', async () => {
  const recorded: HostAuditEntry[] = []
  const registry = { find: async () => undefined }
  const storage = { audit: (entry: HostAuditEntry) => recorded.push(entry) }
  const host = { registry, storage, tracer: untraced }
  const turn = startTurn({
    principal: { userId: 'usr_alice' } as never,
    message: '',
    emit: () => {},
    span: untraced.startSpan('turn'),
  })
  const call = { connection: 'tasks\nallowed', tool: 'forged', arguments: {} }
  const outcome = await callTool(host as unknown as HostParts, turn, call)
  expect(outcome.status).toBe('refused')
  expect(recorded).toMatchObject([{ server: 'host', tool: null, verdict: 'refused', reason: 'unknown_connection' }])
})
