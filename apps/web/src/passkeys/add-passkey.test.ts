import { AUDITED_REFUSALS_PER_PERSON } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { addPasskey } from './add-passkey.ts'

const person = { id: 'usr_dana', email: 'dana@acme.example', name: 'Dana', role: 'member' } as const
useWebDatabase({ id: person.id, email: person.email })

test('what cannot be a passkey is in the audit, and fills no disk', async () => {
  const session = { sessionId: 'ses_dana', signedInAt: 0 }
  for (let attempt = 0; attempt < AUDITED_REFUSALS_PER_PERSON * 2; attempt += 1) {
    const addition = { answer: '{}', challenge: undefined, agent: '' }
    expect(await addPasskey({ ...person, ...session }, addition)).toBe('invalid')
  }
  const reasons = (await auditOf(person.id)).map(({ reason }) => reason)
  expect(reasons).toEqual(Array.from({ length: AUDITED_REFUSALS_PER_PERSON }, () => 'passkey_invalid'))
})
