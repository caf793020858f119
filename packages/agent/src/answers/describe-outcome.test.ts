import { describe, expect, it } from 'vitest'
import { event, savedPorto, task } from '../testing/fixtures.ts'
import { describeOutcome } from './describe-outcome.ts'

const run = event({ title: 'Run', startsAt: '2026-11-25T14:00:00Z', endsAt: '2026-11-25T15:00:00Z' })

describe('describeOutcome', () => {
  it.each([
    [
      'calendar_create_event',
      'calendar',
      run,
      'Created Run on Wednesday 25 November, 14:00–15:00, in your Personal calendar.',
    ],
    [
      'calendar_create_event',
      'team-calendar',
      run,
      'Created Run on Wednesday 25 November, 14:00–15:00, in the team calendar.',
    ],
    [
      'calendar_update_event',
      'calendar',
      run,
      'Changed: it is now Run on Wednesday 25 November, 14:00–15:00, in your Personal calendar.',
    ],
    [
      'calendar_create_event',
      'calendar',
      { ...run, recurrence: 'FREQ=WEEKLY' },
      'Created Run on Wednesday 25 November, 14:00–15:00, repeating, in your Personal calendar.',
    ],
    ['calendar_delete_event', 'calendar', { deleted: true }, 'The event is deleted.'],
    ['tasks_create', 'tasks', task(), 'Added Survey the roof antenna to Apollo, due Friday 27 November.'],
    ['tasks_update', 'tasks', task({ due: null }), 'Changed: the task is now Survey the roof antenna in Apollo.'],
    ['tasks_complete', 'tasks', task({ status: 'done' }), 'Done: Survey the roof antenna in Apollo is complete.'],
    ['tasks_delete', 'tasks', { deleted: true }, 'The task is deleted for everyone in its project.'],
    ['tasks_share_project', 'tasks', { shared: true }, 'The project is shared.'],
    ['weather_save_place', 'weather', savedPorto, 'Saved Porto, Portugal, to your places.'],
    ['weather_remove_place', 'weather', { removed: true }, 'The place is no longer among your places.'],
    ['tasks_create', 'tasks', { title: 'of another shape' }, 'Done: tasks_create has been carried out.'],
  ])('words %s at %s', (tool, connection, result, expected) => {
    const parts = describeOutcome({ tool, result, connection, timeZone: 'Europe/Lisbon', hop: 5 })
    expect(parts.map(({ text }) => text).join('')).toBe(expected)
    expect(parts.at(-1)?.source).toEqual({ hop: 5, label: `5 ${connection.replace('-', ' ')}` })
  })

  it('words times in the person’s zone and makes the title stand out', () => {
    const parts = describeOutcome({
      tool: 'calendar_create_event',
      result: run,
      connection: 'calendar',
      timeZone: 'America/New_York',
      hop: 2,
    })
    expect(parts[1]).toEqual({ text: 'Run', strong: true })
    expect(parts[2]?.text).toContain('09:00–10:00')
  })

  it('says with whom a project is shared when it knows the arguments', () => {
    const args = { projectId: 'prj_1', email: 'bob@example.com', role: 'viewer' }
    const parts = describeOutcome({
      tool: 'tasks_share_project',
      result: { shared: true },
      args,
      connection: 'tasks',
      timeZone: 'UTC',
      hop: 2,
    })
    expect(parts.map(({ text }) => text).join('')).toBe('The project is shared with bob@example.com as viewer.')
  })
})
