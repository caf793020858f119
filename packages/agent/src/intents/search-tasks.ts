import { taskListSchema } from '@chaperone/contracts'
import { count, strong } from '../answers/parts.ts'
import { shownTask } from '../conversation/thing.ts'
import { firstQuoted } from '../language/quoted.ts'
import { taskLine } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:find|search(?: for)?|look for|look up|show|list|get)\s+(?:me\s+)?(?:all |any |my |the |open )*(?:tasks?|todos?)\s+(?:about|with|containing|mentioning|on|that mentions?|matching|named|called|for)\s+(.+)$/i,
  /^(?:search|look) (?:in |through )?(?:my |the )?tasks? (?:for|about)\s+(.+)$/i,
  /^(?:search|look) for\s+(.+?)\s+in (?:my |the )?tasks$/i,
  /^(?:is|are) there (?:a|any) tasks? (?:about|for|with|on)\s+(.+)$/i,
  /^(?:do i have|which|what) (?:a |any )?tasks? (?:(?:are|is) )?(?:about|mentions?|with|contain(?:s|ing)?)\s+(.+)$/i,
]

/** "Find tasks about roof." */
export const searchTasks: Intent<{ words: string }> = {
  matches(text) {
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    return words ? { words: firstQuoted(words) ?? words.replace(/^(?:an?|the|my)\s+/i, '').trim() } : null
  },

  run: (context, { words }) =>
    runPlan(context, { search: reads('tasks', `Search the tasks for “${words}”`) }, async (plan) => {
      const { data, source } = await plan.read('search', {
        connection: 'tasks',
        tool: 'tasks_search',
        args: { text: words },
        result: taskListSchema,
      })
      if (data.tasks.length === 0) {
        plan.tell(source, 'No task mentions ', strong(words), '.')
        return
      }
      plan.showed(...data.tasks.slice(0, 12).map((task) => shownTask(task, source.hop)))
      plan.say(strong(count(data.tasks.length, 'task')), ` mention${data.tasks.length === 1 ? 's' : ''} “${words}”:`)
      const lines = data.tasks
        .slice(0, 12)
        .map((task) => (task.status === 'done' ? [...taskLine(task), ', done'] : taskLine(task)))
      plan.list(lines, source)
    }),
}
