import { expect, test } from 'vitest'
import { offeredName, toolNamed } from './tool-name.ts'

test('a name leads back to its connection and tool, whatever the tool is called', () => {
  for (const tool of ['calendar_create_event', 'tasks__list', '__']) {
    const named = { connection: 'team-calendar', tool }
    expect(toolNamed(offeredName(named))).toEqual(named)
  }
})

test('a name that the host did not give out means no connection', () => {
  expect(toolNamed('tasks_list')).toEqual({ connection: '', tool: 'tasks_list' })
  expect(toolNamed('__tasks_list')).toEqual({ connection: '', tool: 'tasks_list' })
})
