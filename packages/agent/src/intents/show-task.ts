import { formatDate } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import { nameFrom } from '../language/title.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import type { Intent } from './intent.ts'

/** "When is the roof antenna task due?" */
export const showTask: Intent<{ wanted: string }> = {
  matches(text) {
    const words = /^(?:when|what day|what time)(?:'s| is| are)\s+(.+?)\s+due$/i.exec(text)?.[1]
    return words ? { wanted: nameFrom(words, ['task', 'todo']) } : null
  },

  run: (context, { wanted }) =>
    runPlan(context, { find: 'Find the task' }, async (plan) => {
      const { data: task, source } = await findTask(plan, 'find', wanted)
      const due = task.due ? `is due ${formatDate(task.due)}` : 'has no due date'
      plan.tell(
        source,
        strong(task.title),
        ` in ${task.projectName} ${due}${task.status === 'done' ? ', and it is done' : ''}.`,
      )
    }),
}
