import { CLIENT_DOCUMENTS_PER_MINUTE, CLIENT_DOCUMENTS_PER_NETWORK, FETCHES_PER_DOCUMENT } from '@chaperone/contracts'
import type { Interaction, KoaContextWithOIDC } from 'oidc-provider'
import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { mayFetchDocument } from './client-limits.ts'
import { RecordAdapter } from './record-adapter.ts'

const DOCUMENT = 'https://agent.example/client.json'
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

function from(address: string, entities: Partial<KoaContextWithOIDC['oidc']['entities']> = {}) {
  const req = { headers: {}, socket: { remoteAddress: address } }
  return { req, oidc: { entities } } as unknown as KoaContextWithOIDC
}

test('whoever holds a /56 makes this server fetch four times as many documents as a /64', async () => {
  let fetched = 0
  for (let ask = 0; ask < CLIENT_DOCUMENTS_PER_NETWORK * 5; ask += 1) {
    if (await mayFetchDocument(from(`2001:db8:1:${(ask % 256).toString(16)}::1`), DOCUMENT)) fetched += 1
  }
  expect(fetched).toBe(CLIENT_DOCUMENTS_PER_NETWORK * 4)
})

test('whoever holds a /48 leaves half of what is fetched for all to others', async () => {
  let fetched = 0
  for (let ask = 0; ask < CLIENT_DOCUMENTS_PER_MINUTE; ask += 1) {
    const subnet = ((ask % 250) * 256).toString(16)
    if (await mayFetchDocument(from(`2001:db8:2:${subnet}::1`), DOCUMENT)) fetched += 1
  }
  expect(fetched).toBe(CLIENT_DOCUMENTS_PER_MINUTE / 2)
  expect(await mayFetchDocument(from('203.0.113.200'), DOCUMENT)).toBe(true)
})

test('strangers who use up what is fetched for all do not hold up what is under way', async () => {
  for (let ask = 0; ask < CLIENT_DOCUMENTS_PER_MINUTE; ask += 1) {
    await mayFetchDocument(from(`203.0.${ask >> 8}.${ask & 255}`), DOCUMENT)
  }
  const network = '198.51.100.1'
  expect(await mayFetchDocument(from(network), DOCUMENT)).toBe(false)
  // The consent page, without a request there.
  expect(await mayFetchDocument(undefined, DOCUMENT)).toBe(false)

  const begun = (model: string, clientId: string) =>
    new RecordAdapter(model).upsert(model, model === 'Grant' ? { clientId } : { params: { client_id: clientId } }, 60)
  await begun('Interaction', DOCUMENT)
  expect(await mayFetchDocument(undefined, DOCUMENT)).toBe(true)
  expect(await mayFetchDocument(undefined, 'https://other.example/client.json')).toBe(false)
  // The way back from there.
  expect(await mayFetchDocument(from(network, { Interaction: {} as Interaction }), DOCUMENT)).toBe(true)
  // Whoever began a request gets nothing more for it.
  expect(await mayFetchDocument(from(network), DOCUMENT)).toBe(false)

  await begun('Grant', DOCUMENT)
  expect(await mayFetchDocument(from(network), DOCUMENT)).toBe(true)
})

test.each<[string, KoaContextWithOIDC | undefined]>([
  ['the consent page', undefined],
  ['the way back from there', from('198.51.100.2', { Interaction: {} as Interaction })],
])('%s asks as often as a browser likes, and what is fetched for it is counted', async (way, ctx) => {
  const document = `https://agent.example/${way.length}.json`
  await new RecordAdapter('Interaction').upsert(way, { params: { client_id: document } }, 60)
  let fetched = 0
  for (let ask = 0; ask < FETCHES_PER_DOCUMENT * 2; ask += 1) if (await mayFetchDocument(ctx, document)) fetched += 1
  expect(fetched).toBe(FETCHES_PER_DOCUMENT)
})
