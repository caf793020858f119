import { KEY_CALLS_PER_MINUTE, type TokenOrigin } from '@chaperone/contracts'
import { decodeJwt, UnsecuredJWT } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { type Broker, createBroker } from './broker.ts'
import type { Connection } from './registry.ts'
import { noRemoteAccounts } from './testing/host-in-memory.ts'
import { untraced } from './trace/spans.ts'

const tasks: Connection = {
  id: 'tasks',
  title: 'Tasks',
  server: 'tasks',
  resource: 'http://localhost:4003/mcp',
  address: 'http://localhost:4003/mcp',
  credential: { kind: 'user_jwt' },
  trust: 'own',
  resultLabels: ['private'],
}
const session: TokenOrigin = { kind: 'session', id: 'ses_a' }

let minted: number
let secondsLeft: number
let broker: Broker
beforeEach(() => {
  minted = 0
  secondsLeft = 300
  broker = createBroker(
    {
      async mint({ principal, resource, thumbprint }) {
        minted += 1
        const { userId, origin } = principal
        const claims = { sub: userId, aud: resource, sid: origin.id, jti: String(minted), cnf: { jkt: thumbprint } }
        return { token: new UnsecuredJWT(claims).encode(), expiresAtSeconds: Date.now() / 1_000 + secondsLeft }
      },
    },
    noRemoteAccounts,
    untraced,
  )
})

function credential(origin = session) {
  const alice = { userId: 'usr_alice', name: 'Alice', via: 'session' as const, program: null, origin }
  return broker.credentialFor(alice, tasks, 'tasks:read')
}

async function tokenFor(origin?: TokenOrigin): Promise<string> {
  const { present } = await credential(origin)
  const headers = await present({ method: 'POST', url: tasks.resource, sentTo: tasks.address, nonce: undefined })
  return headers.Authorization?.replace('DPoP ', '') ?? ''
}

test('a token is fetched once for a session, and never serves another session or a grant', async () => {
  const first = await tokenFor()
  expect(await tokenFor()).toBe(first)
  for (const origin of [{ kind: 'session', id: 'ses_b' } as const, { kind: 'grant', id: 'ses_a' } as const]) {
    expect(await tokenFor(origin)).not.toBe(first)
  }
  expect(minted).toBe(3)
})

test('however many ask at once, a token is fetched once, also when the last one is about to end', async () => {
  secondsLeft = 20
  await Promise.all(Array.from({ length: 8 }, () => tokenFor()))
  expect(minted).toBe(1)
  await Promise.all(Array.from({ length: 8 }, () => tokenFor()))
  expect(minted).toBe(2)
})

test('the tokens of two sessions are bound to two keys, and those of one to one', async () => {
  const keyOf = async (origin?: TokenOrigin) => (decodeJwt(await tokenFor(origin)).cnf as { jkt: string }).jkt
  expect(await keyOf()).toBe(await keyOf())
  expect(await keyOf({ kind: 'session', id: 'ses_b' })).not.toBe(await keyOf())
})

test('a token that its server did not accept is fetched anew', async () => {
  const first = await tokenFor()
  expect(await (await credential()).renew()).toBe(true)
  expect(await tokenFor()).not.toBe(first)
})

test('what could not be fetched is asked for again', async () => {
  let isUp = false
  const flaky = createBroker(
    {
      async mint() {
        if (!isUp) throw new Error('down')
        return { token: new UnsecuredJWT({}).encode(), expiresAtSeconds: Date.now() / 1_000 + 300 }
      },
    },
    noRemoteAccounts,
    untraced,
  )
  const alice = { userId: 'usr_alice', name: 'Alice', via: 'session' as const, program: null, origin: session }
  await expect(flaky.credentialFor(alice, tasks)).rejects.toThrow('down')
  isUp = true
  expect((await flaky.credentialFor(alice, tasks)).shown.kind).toBe('user_jwt')
})

test('RGP-20: whoever has used their share of the host’s key is refused it, and nobody else is', async () => {
  const weather: Connection = { ...tasks, id: 'weather', credential: { kind: 'api_key', key: 'chap_1_2_3' } }
  const asked = (userId: string) =>
    broker.credentialFor({ userId, name: '', via: 'session', program: null, origin: session }, weather)
  await Promise.all(Array.from({ length: KEY_CALLS_PER_MINUTE }, () => asked('usr_alice')))
  await expect(asked('usr_alice')).rejects.toMatchObject({ code: 'rate_limited' })
  expect((await asked('usr_bob')).shown).toMatchObject({ kind: 'api_key' })
})

test('HMC-39: what programs ask with the host’s key keeps the person in a browser from nothing, and no grant or session makes a new share', async () => {
  const weather: Connection = { ...tasks, id: 'weather', credential: { kind: 'api_key', key: 'chap_1_2_3' } }
  const alice = { userId: 'usr_alice', name: 'Alice' }
  const asProgram = (id: string) =>
    broker.credentialFor({ ...alice, via: 'bearer', program: id, origin: { kind: 'grant', id } }, weather)
  const inBrowser = (id: string) =>
    broker.credentialFor({ ...alice, via: 'session', program: null, origin: { kind: 'session', id } }, weather)
  for (const ask of [asProgram, inBrowser]) {
    await Promise.all(Array.from({ length: KEY_CALLS_PER_MINUTE }, (_, call) => ask(String(call % 3))))
    await expect(ask('new')).rejects.toMatchObject({ code: 'rate_limited' })
  }
})
