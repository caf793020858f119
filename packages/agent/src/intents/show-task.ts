import { formatDate } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import { nameFrom } from '../language/title.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:when|what day|what time)(?:'s| is| are)\s+(.+?)\s+due$/i,
  /^(?:tell me (?:more )?about|show(?: me)?|describe|what is|what's)\s+(?:the|my)\s+(?:task|todo)\s+(?!(?:due|list|for|in|with|about|on|of)\b)(.+)$/i,
  /^(?:tell me (?:more )?about|describe)\s+(.+\s(?:task|todo))$/i,
]

/** "When is the roof antenna task due?", "tell me about the task Order cables". */
export const showTask: Intent<{ wanted: string }> = {
  matches(text) {
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    return words ? { wanted: nameFrom(words, ['task', 'todo']) } : null
  },

  run: (context, { wanted }) =>
    runPlan(context, { find: reads('tasks', 'Find the task') }, async (plan) => {
      const { data: task, source } = await findTask(plan, 'find', wanted)
      const due = task.due ? `is due ${formatDate(task.due)}` : 'has no due date'
      plan.tell(
        source,
        strong(task.title),
        ` in ${task.projectName} ${due}${task.status === 'done' ? ', and it is done' : ''}.`,
      )
    }),
}
