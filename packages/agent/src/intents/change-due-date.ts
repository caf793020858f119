import { nameFrom } from '../language/title.ts'
import { extractWhen } from '../language/when.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'
import { proposeDueDate } from './propose-due-date.ts'

const due = '(?:due date|due day|deadline|date)'
const forms = [
  new RegExp(
    `^(?:change|set|move|update|shift|push|put|postpone|make)\\s+the ${due} (?:of|for|on)\\s+(.+?)\\s+(?:to|on|until|for)\\s+(.+)$`,
    'i',
  ),
  new RegExp(`^(?:change|set|move|update|shift|push)\\s+(.+?)(?:'s)? ${due}\\s+(?:to|on|until|for)\\s+(.+)$`, 'i'),
  /^(?:move|postpone|push|reschedule|shift|delay)\s+(?=.*\btask\b)(.+?)\s+(?:to|until|till|by)\s+(.+)$/i,
  /^(?:make|set)\s+(.+?)\s+(?:to be )?due\s+(.+)$/i,
]
const without = new RegExp(`^(?:remove|delete|clear|drop)\\s+the ${due} (?:of|from|for)\\s+(.+)$`, 'i')

/** "Move the due date of Order cables to Friday", "remove the due date of …". */
export const changeDueDate: Intent<{ wanted: string; when: string | null }> = {
  matches(text) {
    const unset = without.exec(text)?.[1]
    if (unset) return { wanted: nameFrom(unset, ['task', 'todo']), when: null }
    const [, words, when] = forms.map((form) => form.exec(text)).find((found) => found !== null) ?? []
    return words && when ? { wanted: nameFrom(words, ['task', 'todo']), when } : null
  },

  run: (context, { wanted, when: words }) =>
    runPlan(
      context,
      { find: reads('tasks', 'Find the task'), change: changes('tasks', 'Change its due date') },
      async (plan) => {
        const when = words === null ? null : extractWhen(words, context).when
        if (words !== null && !when?.hasDay)
          return plan.stop(`I do not understand “${words}” as a day. Say for example “on Friday” or “on 25 November”.`)
        const { data: task } = await findTask(plan, 'find', wanted)
        await proposeDueDate(plan, 'change', { task, due: when ? when.start : null })
      },
    ),
}
