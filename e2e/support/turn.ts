import type { Hop, TurnEvent } from '@chaperone/contracts'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'
import { whenAlive } from './when-alive.ts'

/** What one turn did, read from the stream that the page itself received. */
export interface Turn {
  events: TurnEvent[]
  /** In order, each as it was last reported. */
  hops: Hop[]
  answer: string
}

/** Types a message into the chat, sends it, and waits for the end of its turn, and for the address of its conversation. */
export async function ask(page: Page, message: string): Promise<Turn> {
  const turn = await turnOf(page, '**/api/host/turns', async () => {
    const box = await whenAlive(page.getByRole('textbox', { name: 'Message' }))
    await box.fill(message)
    await page.getByRole('button', { name: 'Send' }).click()
  })
  const conversation = turn.events.find((event) => event.type === 'conversation')
  if (conversation) await expect(page).toHaveURL(new RegExp(`/chat/${conversation.id}`))
  return turn
}

/** Clicks a button of the open approval card and waits for what follows. */
export function decide(page: Page, button: 'Approve once' | 'Always allow' | 'Deny'): Promise<Turn> {
  return turnOf(page, '**/api/host/approvals/*', () => page.getByRole('button', { name: button }).click())
}

/** Does something that starts a turn, and reads the stream on its way to the page: Chromium keeps no copy of a stream. */
async function turnOf(page: Page, pattern: string, act: () => Promise<void>): Promise<Turn> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  await page.route(pattern, async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    await route.fulfill({ response, body })
    if (response.ok()) resolve(body)
    else reject(new Error(`The host answered ${response.status()}: ${body}`))
  })
  await act()
  const turn = readTurn(await promise)
  // Waited for: a navigation that begins while Chromium stops intercepting can hang.
  await page.unroute(pattern)
  return turn
}

function readTurn(body: string): Turn {
  const lines = body.split('\n').filter(Boolean)
  const events = lines.map((line) => JSON.parse(line) as TurnEvent)
  const hops = new Map<number, Hop>()
  for (const event of events) if (event.type === 'hop') hops.set(event.hop.number, event.hop)
  const answer = events.flatMap((event) => (event.type === 'answer' ? [event.part.text] : [])).join('')
  return { events, hops: [...hops.values()].sort((a, b) => a.number - b.number), answer }
}

/** The hops that left the host, or would have. */
export function callsOf({ hops }: Turn): Hop[] {
  return hops.filter(({ from }) => from === 'host')
}
