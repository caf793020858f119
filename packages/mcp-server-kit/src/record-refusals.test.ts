import { AUDITED_REFUSALS_PER_MINUTE } from '@chaperone/contracts'
import { Refusal } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { recordRefusals, STRANGER } from './record-refusals.ts'

const refusal = new Refusal({ status: 401, code: 'invalid_token', description: 'No.' })

test('strangers fill only so many rows; what was left out is one row with its number', () => {
  const rows: AuditEntry[] = []
  const recorder = recordRefusals({
    record: (entry) => rows.push(entry),
    recordIn: async () => {},
    flush: async () => {},
  })
  for (let request = 0; request < AUDITED_REFUSALS_PER_MINUTE + 7; request += 1) recorder.record(refusal, STRANGER)
  expect(rows).toHaveLength(AUDITED_REFUSALS_PER_MINUTE)

  recorder.close()
  expect(rows.at(-1)).toMatchObject({ verdict: 'refused', subject: null, reason: '7 more refusals in one minute' })
})
