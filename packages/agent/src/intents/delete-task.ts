import { strong } from '../answers/parts.ts'
import { maskQuoted } from '../language/quoted.ts'
import { nameFrom } from '../language/title.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "Delete the task Order cables", "remove Order cables from my tasks". */
export const deleteTask: Intent<{ wanted: string; isMany: boolean }> = {
  matches(text) {
    const words = /^(?:delete|remove|drop|cancel|erase)\s+(.+)$/i.exec(text)?.[1]
    if (!words || !/\b(?:tasks?|todos?)\b/i.test(maskQuoted(words))) return null
    const wanted = nameFrom(words.replace(/\s+(?:from|off|in)\s+(?:my |the )?(?:tasks?|todos?)(?: list)?$/i, ''), [
      'task',
      'todo',
    ])
    return { wanted, isMany: /^(?:all|every|everything)\b|\btasks$/i.test(maskQuoted(wanted)) }
  },

  run: (context, { wanted, isMany }) =>
    runPlan(context, { find: reads('tasks', 'Find the task'), delete: changes('tasks', 'Delete it') }, async (plan) => {
      if (isMany || wanted === '')
        return plan.stop(
          'I delete one task at a time, each with your approval. Say for example “delete the task Order cables”.',
        )
      const { data: task } = await findTask(plan, 'find', wanted)
      await plan.propose('delete', {
        connection: 'tasks',
        tool: 'tasks_delete',
        args: { taskId: task.id },
        intention: [
          'I delete ',
          strong(task.title),
          ` from ${task.projectName}, for everyone in the project. This cannot be undone.`,
        ],
        outcome: ['Deleted ', strong(task.title), ` from ${task.projectName}.`],
      })
    }),
}
