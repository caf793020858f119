import { describe, expect, it } from 'vitest'
import { converse } from '../testing/converse.ts'
import { ordinaryResults } from '../testing/fixtures.ts'
import type { Run } from '../testing/scripted-context.ts'

async function last(...messages: string[]): Promise<Run> {
  const run = (await converse(ordinaryResults, messages)).at(-1)
  if (!run) throw new Error('nothing was said')
  return run
}

describe('asked at what time', () => {
  it.each([
    ['3pm', '24T15:00', '24T16:00'],
    ['at 3pm', '24T15:00', '24T16:00'],
    ['15:00', '24T15:00', '24T16:00'],
    ['at noon', '24T12:00', '24T13:00'],
    ['3', '24T15:00', '24T16:00'],
    ['from 2 to 4', '24T14:00', '24T16:00'],
    ['at 3pm for two hours', '24T15:00', '24T17:00'],
    ['make it 3pm', '24T15:00', '24T16:00'],
    ['Friday at 3pm', '27T15:00', '27T16:00'],
  ])('“%s” answers', async (answer, from, to) => {
    const run = await last('Put a meeting tomorrow', answer)
    expect(run.calls.at(-1)).toMatchObject({
      tool: 'calendar_create_event',
      args: { title: 'Meeting', startsAt: `2026-11-${from}:00Z`, endsAt: `2026-11-${to}:00Z` },
    })
  })

  it('a day and then a time answer one after the other', async () => {
    const run = await last('put a review into my calendar', 'on Friday', '10:00')
    expect(run.calls.at(-1)?.args).toMatchObject({ title: 'Review', startsAt: '2026-11-27T10:00:00Z' })
  })

  it('words with a time among them do not', async () => {
    for (const message of ['lunch at 3pm', 'Am I free at 3pm?', 'weather at 3pm']) {
      const tools = (await last('Put a meeting tomorrow', message)).calls.map(({ tool }) => tool)
      expect(tools, message).not.toContain('calendar_create_event')
    }
  })
})

describe('asked for a project', () => {
  it.each([
    ['Add "water plants" to my tasks', 'Borealis', { title: 'water plants' }],
    ['Add "water plants" to my tasks', 'the project borealis', { title: 'water plants' }],
    ['remind me to buy milk tomorrow', 'in Borealis', { title: 'Buy milk', due: '2026-11-24' }],
    ['Add a task: buy milk', 'the Borealis project', { title: 'Buy milk' }],
  ])('“%s”: “%s” answers', async (message, answer, args) => {
    const run = await last(message, answer)
    expect(run.calls.at(-1)).toMatchObject({ tool: 'tasks_create', args: { projectId: 'prj_borealis1', ...args } })
  })

  it('one that does not exist is said to be none', async () => {
    const run = await last('remind me to buy milk tomorrow', 'Zeus')
    expect(run.calls.map(({ tool }) => tool)).toEqual(['tasks_list_projects'])
    expect(run.answer).toContain('I find no project called “Zeus”. Yours: Apollo and Borealis.')
  })
})

describe('a bare reply', () => {
  it.each(['yes', 'OK', 'sure', 'do it'])('“%s” approves nothing, and says where that is done', async (reply) => {
    const run = await last('cancel lunch with Bob', reply)
    expect(run.calls).toEqual([])
    expect(run.answer).toContain('Only its card approves a change')
  })

  it.each(['no', 'never mind', 'forget it', 'Stop'])('“%s” leaves the question', async (reply) => {
    const run = await last('Put a meeting tomorrow', reply)
    expect(run.answer).toContain('I changed nothing')
    expect((await last('Put a meeting tomorrow', reply, '3pm')).calls).toEqual([])
    expect((await last('Put a meeting tomorrow', 'yes', '3pm')).calls).not.toEqual([])
  })
})

describe('asked with whom to share', () => {
  it.each([
    ['share Apollo with Bob', 'bob@example.com', 'viewer'],
    ['share Apollo with Bob as editor', 'with Bob@Example.com', 'editor'],
    ['invite carol to Apollo', 'bob@example.com', 'viewer'],
  ])('“%s”: “%s” answers', async (message, answer, role) => {
    const run = await last(message, answer)
    const args = { projectId: 'prj_apollo1', email: 'bob@example.com', role }
    expect(run.calls.at(-1)).toMatchObject({ tool: 'tasks_share_project', args })
  })

  it('a text with an address in it does not', async () => {
    expect((await last('share Apollo with Bob', 'who is bob@example.com?')).calls).toEqual([])
    expect((await last('share Apollo with Bob', 'lunch bob@example.com')).calls).toEqual([])
  })
})
