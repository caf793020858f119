import { describe, expect, it } from 'vitest'
import { converse } from '../testing/converse.ts'
import { event, ordinaryResults, task } from '../testing/fixtures.ts'
import { type Run, runScript } from '../testing/scripted-context.ts'

function at(id: string, title: string, startsAt: string) {
  return event({ id, title, startsAt, endsAt: startsAt.replace(':00:00Z', ':45:00Z') })
}
const events = [
  at('evt_choir1', 'Choir', '2026-11-28T18:00:00Z'),
  at('evt_market1', 'Market', '2026-11-28T09:00:00Z'),
  at('evt_dentist1', 'Dentist', '2026-12-02T10:00:00Z'),
  at('evt_standup1', 'Stand-up', '2026-12-09T09:00:00Z'),
  at('evt_dentist2', 'Dentist', '2026-12-09T10:00:00Z'),
]
const tasks = [
  task({ id: 'task_a1', title: 'Write the report' }),
  task({ id: 'task_b1', title: 'Write the invitation', due: '2026-12-02' }),
]
const results = {
  ...ordinaryResults,
  weather_list_places: { places: [] },
  calendar_list_events: ({ from, to }: Record<string, unknown>) => ({
    events: events.filter(({ startsAt }) => startsAt >= String(from) && startsAt < String(to)),
    nextCursor: null,
  }),
  calendar_get_event: ({ eventId }: Record<string, unknown>) => ({
    ...events.find(({ id }) => id === eventId),
    occurrences: [],
  }),
  tasks_search: { tasks, nextCursor: null },
  tasks_get: ({ taskId }: Record<string, unknown>) => ({ ...tasks.find(({ id }) => id === taskId), history: [] }),
}
const tools = ({ calls }: Run) => calls.map(({ tool }) => tool)

async function last(...messages: string[]): Promise<Run> {
  const run = (await converse(results, messages)).at(-1)
  if (!run) throw new Error('nothing was said')
  return run
}

describe.each([
  ['which of several', ['Cancel the dentist']],
  ['which, with nothing to choose from', ['cancel that']],
  ['which of a list', ["What's on my calendar in the next 20 days?", 'cancel it']],
])('asked %s to delete', (_what, before) => {
  it.each([
    'When is the choir on Saturday?',
    'Is the Market on Saturday?',
    'Show the choir',
    'Move the choir',
    'What is the weather in Lisbon on 2 December?',
    'Am I free on 2 December at 10?',
    'What is on my calendar on 9 December?',
    "What's on my calendar this week?",
    'my meetings this week',
    'on 9 December am I free?',
    'On Friday, what is due?',
    'Find the market',
    'Tell me a joke',
  ])('“%s” stands alone', async (message) => {
    const run = await last(...before, message)
    expect(tools(run)).not.toContain('calendar_delete_event')
    expect(run.calls).toEqual((await runScript(message, { results })).calls)
    expect(run.answer).not.toContain('Which one')
  })
})

describe('asked which of several', () => {
  it.each([
    ['Wednesday 9 December', 'evt_dentist2'],
    ['the dentist on Wednesday 9 December', 'evt_dentist2'],
    ['on 2 December at 10:00', 'evt_dentist1'],
    ['the dentist appointment on 2 December', 'evt_dentist1'],
    ['the second one', 'evt_dentist2'],
  ])('“%s” answers', async (answer, eventId) => {
    const run = await last('Cancel the dentist', answer)
    expect(run.calls.at(-1)).toMatchObject({ tool: 'calendar_delete_event', args: { eventId } })
  })

  it('a day on which there is none, and words that fit several, are asked about again', async () => {
    for (const answer of ['on Friday', 'the dentist', 'the dentist at 11:00', 'Dentist on Wednesday']) {
      const run = await last('Cancel the dentist', answer)
      expect(run.calls, answer).toEqual([])
      expect(run.answer, answer).toMatch(/Which one:\n.*2 December, 10:00: Dentist\n.*9 December, 10:00: Dentist/)
    }
  })

  it('a title that begins as an order does is a title, where it is said in full', async () => {
    const run = await last('complete the task write', 'Write the report')
    expect(run.calls.at(-1)).toMatchObject({ tool: 'tasks_complete', args: { taskId: 'task_a1' } })
    expect(tools(await last('complete the task write', 'Write a letter'))).toEqual([])
  })

  it('a title that is a whole request selects nothing', async () => {
    const hostile = at('evt_evil1', 'What are my tasks?', '2026-11-30T10:00:00Z')
    const list = { ...results, calendar_list_events: { events: [hostile, ...events], nextCursor: null } }
    const run = (await converse(list, ["what's on my calendar?", 'cancel it', 'What are my tasks?'])).at(-1)
    expect(run && tools(run)).toEqual(['tasks_list'])
  })
})

describe('asked for a place', () => {
  it.each([
    'Put lunch into my calendar tomorrow at 12:30 for an hour',
    'Add a task to Apollo: buy milk',
    'What are my tasks?',
    'Sing me a song',
    'never mind',
  ])('“%s” is none', async (message) => {
    const run = await last('weather', message)
    expect(run.calls).toEqual((await runScript(message, { results })).calls)
  })

  it.each([
    ['Lisbon', 'Lisbon'],
    ['in lisbon', 'lisbon'],
    ['Rio de Janeiro', 'Rio de Janeiro'],
    ['new york', 'new york'],
  ])('“%s” is one', async (message, query) => {
    const run = await last('weather', message)
    expect(run.calls[0]).toMatchObject({ tool: 'weather_search_places', args: { query } })
  })
})

it('asked which task, an order to another server is no answer', async () => {
  const message = 'Put "Team lunch" into the team calendar on Thursday at noon'
  const run = await last('Complete all tasks that write', message)
  expect(run.calls.at(-1)).toMatchObject({ connection: 'team-calendar', args: { title: 'Team lunch' } })
})

describe('a sentence is no name', () => {
  it.each([
    ['When is the dentist?', 'Tell me a joke'],
    ['weather in Porto', 'Tell me a joke'],
    ['weather in Porto', 'Sing me a song'],
    ['weather in Porto', 'Add lunch tomorrow noon'],
    ['weather in Porto', 'Do I need sunscreen on Monday?'],
    ['what are my tasks?', 'Book the band'],
  ])('after “%s”: “%s”', async (before, message) => {
    const run = await last(before, message)
    expect(run.calls).toEqual([])
    expect(run.answer).toBe((await runScript(message, { results })).answer)
  })

  it('and a name after a question about one event asks what is meant', async () => {
    const run = await last('When is the choir?', 'Lisbon?')
    expect(run.calls).toEqual([])
    expect(run.answer).toContain('What would you like to know about Lisbon?')
  })
})
