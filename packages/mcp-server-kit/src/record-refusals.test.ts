import { AUDITED_REFUSALS_PER_MINUTE } from '@chaperone/contracts'
import { type Caller, Refusal } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { recordRefusals, STRANGER } from './record-refusals.ts'

const refusal = new Refusal({ status: 401, code: 'invalid_token', description: 'No.' })

const tooMany = new Refusal({ status: 429, code: 'rate_limited', description: 'No.' })
/** Only the guard can make a caller, which is not what is tested here. */
const caller = { kind: 'user', ownerId: 'usr_alice', clientId: 'app', credentialId: 'jti' } as unknown as Caller
const alice = { caller, tool: 'tasks_list' }

function newRecorder() {
  const rows: AuditEntry[] = []
  const recorder = recordRefusals({
    record: (entry) => rows.push(entry),
    recordIn: async () => {},
    flush: async () => {},
  })
  return { rows, recorder }
}

test('strangers fill only so many rows; what was left out is one row with its number', () => {
  const { rows, recorder } = newRecorder()
  for (let request = 0; request < AUDITED_REFUSALS_PER_MINUTE + 7; request += 1) recorder.record(refusal, STRANGER)
  expect(rows).toHaveLength(AUDITED_REFUSALS_PER_MINUTE)

  recorder.close()
  expect(rows.at(-1)).toMatchObject({ verdict: 'refused', subject: null, reason: '7 more refusals in one minute' })
})

test('a caller who asks too often fills only so many rows, and hides no other refusal', () => {
  const { rows, recorder } = newRecorder()
  for (let request = 0; request < AUDITED_REFUSALS_PER_MINUTE + 7; request += 1) recorder.record(tooMany, alice)
  expect(rows).toHaveLength(AUDITED_REFUSALS_PER_MINUTE)
  recorder.record(refusal, alice)
  expect(rows.at(-1)).toMatchObject({ reason: 'invalid_token', subject: 'usr_alice' })

  recorder.close()
  expect(rows.at(-1)).toMatchObject({ reason: '7 more refusals in one minute for too many requests' })
})
