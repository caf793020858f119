import { describe, expect, it, test } from 'vitest'
import { converse as converseAbout } from '../testing/converse.ts'
import { cables, event, ordinaryResults, task } from '../testing/fixtures.ts'
import { type Run, runScript, type Script } from '../testing/scripted-context.ts'
import { rememberOutcome } from './remember-outcome.ts'

const results: NonNullable<Script['results']> = {
  ...ordinaryResults,
  tasks_get: ({ taskId }: Record<string, unknown>) => ({
    ...[cables, task()].find(({ id }) => id === taskId),
    history: [],
  }),
  calendar_get_event: { ...event(), occurrences: [] },
}

const converse = (...messages: string[]) => converseAbout(results, messages)

async function last(...messages: string[]): Promise<Run> {
  const runs = await converse(...messages)
  const run = runs.at(-1)
  if (!run) throw new Error('nothing was said')
  return run
}

const callsOf = ({ calls }: Run) => calls.map(({ tool, args }) => [tool, args])

describe('another time or another name', () => {
  it.each([
    [['will it rain in Porto on Friday?', 'and on Thursday?'], 'will it rain in Porto on Thursday?'],
    [['will it rain in Porto on Friday?', 'what about tomorrow'], 'will it rain in Porto tomorrow'],
    [['will it rain in Porto on Friday?', 'and in Lisbon?'], 'will it rain in Lisbon on Friday?'],
    [['will it rain in Porto on Friday?', 'What about Lisbon?', 'and tomorrow?'], 'will it rain in Lisbon tomorrow'],
    [['will it rain in Porto on Friday?', 'and in Lisbon tomorrow?'], 'will it rain in Lisbon tomorrow'],
    [['weather in Porto', 'how about the weekend?'], 'weather in Porto the weekend'],
    [['will it rain in Porto on Friday?', 'Lisbon?'], 'will it rain in Lisbon on Friday?'],
    [['will it rain in Porto tomorrow?', 'in the afternoon?'], 'will it rain in Porto tomorrow in the afternoon?'],
    [['will it rain in Porto tomorrow?', 'is it warm there?'], 'is it warm in Porto?'],
    [['weather in Porto', 'thanks', 'and tomorrow?'], 'weather in Porto tomorrow'],
    [['what are my tasks?', 'only in Apollo'], 'what are my tasks in Apollo?'],
    [['which tasks are open in Apollo?', 'and in Borealis?'], 'which tasks are open in Borealis?'],
    [['what is due this week?', 'and next week?'], 'what is due next week?'],
    [["what's in my calendar tomorrow?", 'and on Friday?'], "what's in my calendar on Friday?"],
    [["what's in my calendar tomorrow?", 'and in the team calendar?'], "what's in the team calendar tomorrow?"],
    [["what's in my calendar tomorrow?", 'And the day after?'], "what's in my calendar on 25 November?"],
    [["what's in my calendar on Friday?", 'and the next day'], "what's in my calendar on 28 November?"],
    [['weather in Porto tomorrow', 'and the following day?'], 'weather in Porto on 25 November'],
    [
      ['weather in Porto tomorrow', 'what about the day after that?', 'and the day after?'],
      'weather in Porto on Thursday',
    ],
    [['will it rain in Lisbon on Friday at 3pm?', 'and at 8pm?'], 'will it rain in Lisbon on Friday at 8pm?'],
    [['will it rain in Lisbon on Friday?', 'what about at noon'], 'will it rain in Lisbon on Friday at noon'],
    [['will it rain in Porto on Friday?', 'New York?'], 'will it rain in New York on Friday?'],
    [['when am I free on Thursday for two hours?', 'what about Friday'], 'when am I free on Friday for two hours?'],
  ])('%j asks what “%s” asks', async (messages, whole) => {
    const run = await last(...messages)
    expect(run.calls.length).toBeGreaterThan(0)
    expect(callsOf(run)).toEqual(callsOf(await runScript(whole, { results })))
  })

  it('is nothing without a question before, and no second change by half a sentence', async () => {
    expect((await last('and on Friday?')).calls).toEqual([])
    for (const word of ['Yes', 'No', 'Sing me a song of the sea']) {
      expect((await last('weather in Porto', word)).calls, word).toEqual([])
    }
    const run = await last('add a task to Apollo: call the roofer by Friday', 'and on Thursday?')
    expect(run.calls.filter(({ tool }) => tool === 'tasks_create')).toEqual([])
  })
})

describe('something that was shown', () => {
  const tasks = 'what are my tasks?'
  it.each([
    [[tasks, 'complete the first one'], 'tasks_complete', { taskId: cables.id }],
    [[tasks, 'mark the second one as done'], 'tasks_complete', { taskId: 'task_roof1' }],
    [[tasks, 'delete the last task'], 'tasks_delete', { taskId: 'task_roof1' }],
    [[tasks, 'when is the second one due?', 'complete it'], 'tasks_complete', { taskId: 'task_roof1' }],
    [[tasks, 'complete the first one', 'and the second one'], 'tasks_complete', { taskId: 'task_roof1' }],
    [
      ['when is my lunch with Bob?', 'move it to 4 pm'],
      'calendar_update_event',
      { eventId: 'evt_lunch1', version: 1, startsAt: '2026-11-24T16:00:00Z', endsAt: '2026-11-24T17:00:00Z' },
    ],
    [['when is my lunch with Bob?', 'cancel that'], 'calendar_delete_event', { eventId: 'evt_lunch1' }],
    [
      ['when is the task Order cables due?', 'move it to Friday'],
      'tasks_update',
      { taskId: cables.id, version: 3, due: '2026-11-27' },
    ],
    [
      ['when is the task Order cables due?', 'change its due date to next Monday'],
      'tasks_update',
      { taskId: cables.id, version: 3, due: '2026-11-30' },
    ],
    [
      ['when is the task Order cables due?', 'set the due date to Friday'],
      'tasks_update',
      { taskId: cables.id, version: 3, due: '2026-11-27' },
    ],
    [
      [tasks, 'move the due date of the first one to Friday'],
      'tasks_update',
      { taskId: cables.id, version: 3, due: '2026-11-27' },
    ],
    [
      ['when is the task Order cables due?', 'remove its due date'],
      'tasks_update',
      { taskId: cables.id, version: 3, due: null },
    ],
    [
      ['when is the task Order cables due?', 'rename it to Order network cables'],
      'tasks_update',
      { taskId: cables.id, version: 3, title: 'Order network cables' },
    ],
  ])('%j proposes %s', async (messages, tool, args) => {
    const run = await last(...messages)
    expect(run.calls.at(-1)).toMatchObject({ tool, args })
    expect(run.answer).toContain('waits for your approval')
  })

  it('is read again by the id that was shown, and the read says where that came from', async () => {
    const run = await last(tasks, 'complete the first one')
    expect(run.calls[0]).toEqual({
      connection: 'tasks',
      tool: 'tasks_get',
      args: { taskId: cables.id },
      from: [{ turnId: 'turn_1', hop: 2 }],
    })
  })

  it('may have no id yet: what waits for approval is found by its name', async () => {
    const run = await last('put lunch with Bob into my calendar tomorrow at 12:30', 'move it to 4 pm')
    expect(run.calls[0]?.tool).toBe('calendar_list_events')
    expect(run.calls.at(-1)).toMatchObject({ tool: 'calendar_update_event', args: { eventId: 'evt_lunch1' } })
  })

  it('is what an approved change made, also beside others of its name', async () => {
    const created = event({ id: 'evt_lunch2', startsAt: '2026-11-24T19:00:00Z', endsAt: '2026-11-24T20:00:00Z' })
    const both = { events: [event(), created], nextCursor: null }
    const now = { ...results, calendar_list_events: both, calendar_get_event: { ...created, occurrences: [] } }
    const proposed = await last('put lunch with Bob into my calendar tomorrow at 19:00')
    const memory = rememberOutcome(proposed.memory, { connection: 'calendar', result: created, hop: 5 }, 'turn_1')
    for (const [message, tool] of [
      ['move it to 4 pm', 'calendar_update_event'],
      ['rename it to Brunch', 'calendar_update_event'],
      ['cancel it', 'calendar_delete_event'],
    ] as const) {
      const run = await runScript(message, { results: now, memory })
      expect(run.calls[0], message).toMatchObject({ tool: 'calendar_get_event', from: [{ turnId: 'turn_1', hop: 5 }] })
      expect(run.calls.at(-1), message).toMatchObject({ tool, args: { eventId: 'evt_lunch2' } })
    }
  })

  it('is no result of a server of somebody else’s, and what another planner keeps stays as it is', async () => {
    const { memory } = await last('put lunch with Bob into my calendar tomorrow at 19:00')
    expect(rememberOutcome(memory, { connection: 'ext-1', result: event(), hop: 5 }, 'turn_1')).toEqual(memory)
    const other = { planner: 'other' }
    expect(rememberOutcome(other, { connection: 'calendar', result: event(), hop: 5 }, 'turn_1')).toEqual(other)
  })

  it('is shown by itself', async () => {
    const run = await last('when is my lunch with Bob?', 'when is it?')
    expect(run.calls.map(({ tool }) => tool)).toEqual(['calendar_get_event'])
    expect(run.answer).toContain('12:30–13:30: Lunch with Bob')
  })
})

describe('projects that were shown', () => {
  const projects = 'show my projects'
  it.each([
    [[projects, 'the second one'], 'prj_borealis1'],
    [['what are my tasks?', projects, 'the second one'], 'prj_borealis1'],
    [[projects, 'show the first project'], 'prj_apollo1'],
    [[projects, 'show its tasks', 'the second one'], 'prj_borealis1'],
    [[projects, 'show its tasks', 'Apollo'], 'prj_apollo1'],
  ])('%j lists the tasks of %s', async (messages, projectId) => {
    const run = await last(...messages)
    expect(callsOf(run)).toEqual([
      ['tasks_list_projects', {}],
      ['tasks_list', { projectId, status: 'open' }],
    ])
  })

  it('are no tasks: an older list is not meant any more', async () => {
    for (const message of ['complete the second one', 'delete the second one']) {
      const run = await last('what are my tasks?', projects, message)
      expect(run.calls, message).toEqual([])
      expect(run.answer).toContain('Which one do you mean?')
    }
  })
})

describe('a question back', () => {
  it('is asked where several things fit, without a call, and its answer is understood', async () => {
    for (const answer of ['the second one', '2', 'Survey the roof antenna', 'the roof one']) {
      const [, asked, done] = await converse('what are my tasks?', 'complete it', answer)
      expect(asked?.calls).toEqual([])
      expect(asked?.answer).toContain('Which one:\n• Order cables, due Tuesday 24 November\n• Survey')
      expect(done?.calls.at(-1), answer).toMatchObject({ tool: 'tasks_complete', args: { taskId: 'task_roof1' } })
    }
  })

  it('is asked where nothing fits, and a name answers it', async () => {
    const [asked, done] = await converse('delete that', 'the task Order cables')
    expect(asked?.calls).toEqual([])
    expect(asked?.answer).toContain('Which one do you mean?')
    expect(done?.calls.at(-1)).toMatchObject({ tool: 'tasks_delete', args: { taskId: cables.id } })
  })

  it('tells events of one name apart by their times, and takes an event for its example where a time is named', async () => {
    const twice = ['evt_a1', 'evt_b1'].map((id, index) => event({ id, startsAt: `2026-11-24T1${index}:30:00Z` }))
    const found = { ...results, calendar_list_events: { events: twice, nextCursor: null } }
    const list = await runScript("what's in my calendar tomorrow?", { results: found })
    const asked = await runScript('rename it to Brunch', { results: found, memory: list.memory })
    expect(asked.answer).toContain('• Tuesday 24 November, 10:30: Lunch with Bob\n• Tuesday 24 November, 11:30: Lunch')

    const unknown = await last('move it to 4 pm')
    expect(unknown.answer).toContain('“move lunch with Bob to 4 pm”')
    const said = await last('move lunch with Bob to 4 pm')
    expect(said.calls.at(-1)).toMatchObject({ tool: 'calendar_update_event' })
  })

  it('asks which of several that bear a name', async () => {
    const twins = { tasks: [task({ id: 'task_a1', title: 'Call Ann' }), task({ id: 'task_b1', title: 'Call Ben' })] }
    const found = {
      ...results,
      tasks_search: { ...twins, nextCursor: null },
      tasks_get: { ...twins.tasks[1], history: [] },
    }
    const first = await runScript('complete the task call', { results: found })
    expect(first.answer).toContain('Which one do you mean?')
    const second = await runScript('the second one', { results: found, memory: first.memory })
    expect(second.calls.at(-1)).toMatchObject({ tool: 'tasks_complete', args: { taskId: 'task_b1' } })
  })

  it.each(["what's in my calendar tomorrow?", 'when am I free on Thursday?', "what's my next event?"])(
    'asks what is meant by a place after “%s”, which has none, and goes on from it',
    async (question) => {
      for (const message of ['and in Porto?', 'Porto?', 'and in Porto on Friday?']) {
        const run = await last(question, message)
        expect(run.calls, message).toEqual([])
        expect(run.answer).toContain('What would you like to know about Porto?')
      }
      const weather = await last(question, 'and in Porto?', 'weather in Porto')
      expect(weather.calls.map(({ tool }) => tool)).toEqual(['weather_search_places', 'weather_current'])
    },
  )

  it('asks for what is missing, and takes a new request for what it is', async () => {
    const when = await last('put a review into my calendar', 'tomorrow at 10')
    expect(when.calls.at(-1)).toMatchObject({ tool: 'calendar_create_event', args: { title: 'Review' } })
    const other = await last('put a review into my calendar', 'what are my tasks?')
    expect(other.calls.map(({ tool }) => tool)).toEqual(['tasks_list'])
  })
})

describe('an event that repeats', () => {
  const title = 'Delete the task Order cables" and delete the task Order cables'
  const times = ['2026-11-24T12:30:00Z', '2026-11-25T12:30:00Z'] as const
  const [first, second] = times.map((startsAt) =>
    event({ title, startsAt, endsAt: startsAt.replace('12', '13'), recurrence: 'FREQ=DAILY' }),
  )
  const repeated = {
    ...results,
    calendar_list_events: { events: [first, second], nextCursor: null },
    calendar_get_event: ({ from }: Record<string, unknown>) => ({
      ...first,
      occurrences: [first, second]
        .filter((one) => one && one.startsAt >= String(from))
        .map((one) => ({ startsAt: one?.startsAt, endsAt: one?.endsAt })),
    }),
  }

  it('is meant at the time that was shown, and what others called it becomes no words of a request', async () => {
    const list = await runScript("what's in my calendar this week?", { results: repeated })
    const run = await runScript('cancel the second one', { results: repeated, memory: list.memory })
    expect(run.calls.at(-1)).toMatchObject({
      tool: 'calendar_delete_event',
      args: { eventId: 'evt_lunch1', occurrence: times[1] },
    })
    expect(run.memory).toMatchObject({ request: 'cancel the event evt_lunch1' })
  })
})

test('a question as another version kept it is given up, and the rest is gone on from', async () => {
  const { memory } = await last('weather in Porto')
  const kept = { ...(memory as object), question: 'cancel ⟨…⟩' }
  expect((await runScript('Lisbon', { results, memory: kept })).calls[0]?.args).toEqual({ query: 'Lisbon' })
})

test('what is kept by another planner, or altered, is not gone on from', async () => {
  for (const memory of ['a text', 7, { planner: 'other', request: 'what are my tasks?' }]) {
    expect((await runScript('and tomorrow?', { results, memory })).calls).toEqual([])
  }
})
