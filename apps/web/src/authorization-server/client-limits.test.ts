import { CLIENT_DOCUMENTS_PER_NETWORK } from '@chaperone/contracts'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { mayFetchDocument } from './client-limits.ts'

const DOCUMENT = 'https://agent.example/client.json'
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

function from(address: string) {
  return { req: { headers: {}, socket: { remoteAddress: address } } } as unknown as KoaContextWithOIDC
}

test('whoever holds a /56 makes this server fetch four times as many documents as a /64', async () => {
  let fetched = 0
  for (let ask = 0; ask < CLIENT_DOCUMENTS_PER_NETWORK * 5; ask += 1) {
    if (await mayFetchDocument(from(`2001:db8:1:${(ask % 256).toString(16)}::1`), DOCUMENT)) fetched += 1
  }
  expect(fetched).toBe(CLIENT_DOCUMENTS_PER_NETWORK * 4)
})
