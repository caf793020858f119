import { HOST_REQUESTS_PER_MINUTE } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import { countRequest } from '../host/count-request.ts'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { createHostGuard } from './host-guard.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

function through(clientId: string, ownerId = 'usr_busy'): Caller {
  return { kind: 'user', ownerId, clientId, scopes: new Set() } as unknown as Caller
}

test('a person has one budget at the host, whichever program asks, and by whichever door', async () => {
  const guard = createHostGuard()
  for (let sent = 0; sent < HOST_REQUESTS_PER_MINUTE / 2; sent += 1) {
    ;(await guard.enter(through(`program-${sent % 3}`)))()
    await countRequest('usr_busy')
  }
  await expect(guard.enter(through('program-9'))).rejects.toMatchObject({
    fields: { status: 429, code: 'rate_limited' },
  })
  await expect(countRequest('usr_busy')).rejects.toMatchObject({ status: 429 })
  ;(await guard.enter(through('program-1', 'usr_idle')))()
})
