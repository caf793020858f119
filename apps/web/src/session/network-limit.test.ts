import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { networkLimit } from './network-limit.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

const PER_MINUTE = 5
const limit = networkLimit('of-this-test', PER_MINUTE)

/** How many of so many uses are let through, each from an address of its own. */
async function takeFrom(times: number, address: (use: number) => string): Promise<number> {
  let taken = 0
  for (let use = 0; use < times; use += 1) if (await limit().take(address(use))) taken += 1
  return taken
}

test.each<[string, (use: number) => string, number]>([
  ['an IPv4 address', () => '203.0.113.7', 1],
  ['a /64', (use) => `2001:db8:1:1::${use.toString(16)}`, 1],
  ['a /56', (use) => `2001:db8:2:${(use % 256).toString(16)}::1`, 4],
  ['a /48', (use) => `2001:db8:3:${(use * 257).toString(16)}::1`, 16],
])('%s is one visitor, with shares of its own', async (_what, address, shares) => {
  expect(await takeFrom(200, address)).toBe(PER_MINUTE * shares)
})

test('a network that goes on without end leaves its neighbours theirs', async () => {
  expect(await takeFrom(1_000, () => '2001:db8:4:1::1')).toBe(PER_MINUTE)
  expect(await takeFrom(1_000, () => '2001:db8:4:2::1')).toBe(PER_MINUTE)
  expect(await takeFrom(1_000, () => '2001:db8:4:101::1')).toBe(PER_MINUTE)
})

test('what is given back, or forgotten, does not count for the networks around either', async () => {
  for (let use = 0; use < 100; use += 1) {
    const address = `2001:db8:5:${use.toString(16)}::1`
    expect(await limit().take(address)).toBe(true)
    await (use % 2 ? limit().giveBack(address) : limit().forget(address))
  }
})

test('what it is about is counted apart', async () => {
  for (const about of ['a', 'b']) {
    for (let use = 0; use < PER_MINUTE; use += 1) expect(await limit().take('198.51.100.1', about)).toBe(true)
    expect(await limit().take('198.51.100.1', about)).toBe(false)
  }
  await limit().forget('198.51.100.1', 'a')
  expect(await limit().take('198.51.100.1', 'a')).toBe(true)
  expect(await limit().take('198.51.100.1', 'b')).toBe(false)
})
