import { HOST_REQUESTS_PER_MINUTE } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import { countRequest } from '../host/count-request.ts'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { createHostGuard } from './host-guard.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

function through(clientId: string, ownerId = 'usr_busy'): Caller {
  const origins = [{ kind: 'grant', id: `grant-${clientId}` }]
  return { kind: 'user', ownerId, clientId, scopes: new Set(), origins } as unknown as Caller
}

test('HMC-37: programs of a person have one budget at the host, by whichever door, and do not use up the person’s own', async () => {
  const guard = createHostGuard()
  for (let sent = 0; sent < HOST_REQUESTS_PER_MINUTE / 2; sent += 1) {
    ;(await guard.enter(through(`program-${sent % 3}`)))()
    await countRequest({ userId: 'usr_busy', via: 'bearer' })
  }
  await expect(guard.enter(through('program-9'))).rejects.toMatchObject({
    fields: { status: 429, code: 'rate_limited' },
  })
  await expect(countRequest({ userId: 'usr_busy', via: 'bearer' })).rejects.toMatchObject({ status: 429 })
  // With a browser, which is where a person decides.
  await countRequest({ userId: 'usr_busy', via: 'session' })
  ;(await guard.enter(through('program-1', 'usr_idle')))()
})
