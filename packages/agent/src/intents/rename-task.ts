import { strong } from '../answers/parts.ts'
import { nameFrom, titleFrom } from '../language/title.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:rename|retitle|reword)\s+(?=.*\btask\b)(.+?)\s+(?:to|as|into)\s+(.+)$/i,
  /^(?:change|set|update)\s+the (?:title|name) of (?=.*\btask\b)(.+?)\s+(?:to|into)\s+(.+)$/i,
]

/** "Rename the task Order cables to Order network cables." */
export const renameTask: Intent<{ wanted: string; title: string }> = {
  matches(text) {
    const [, words, title] = forms.map((form) => form.exec(text)).find((found) => found !== null) ?? []
    return words && title ? { wanted: nameFrom(words, ['task', 'todo']), title: titleFrom(title) } : null
  },

  run: (context, { wanted, title }) =>
    runPlan(
      context,
      { find: reads('tasks', 'Find the task'), rename: changes('tasks', 'Change its title') },
      async (plan) => {
        const { data: task } = await findTask(plan, 'find', wanted)
        await plan.propose('rename', {
          connection: 'tasks',
          tool: 'tasks_update',
          args: { taskId: task.id, version: task.version, title },
          intention: ['I rename ', strong(task.title), ' to ', strong(title), '.'],
        })
      },
    ),
}
