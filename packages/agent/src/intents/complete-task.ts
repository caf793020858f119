import { strong } from '../answers/parts.ts'
import { nameFrom } from '../language/title.ts'
import { findTask } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:complete|finish|close|resolve|check off|tick off|cross off|tick)\s+(.+)$/i,
  /^(?:mark|set|flag|tick|check)\s+(.+?)\s+(?:as |to )?(?:off|done|complete|completed|finished)$/i,
  /^(?:i(?:'m| am) (?:done|finished) with|i(?:'ve| have)? (?:just )?(?:finished|completed|done))\s+(.+)$/i,
  /^(.+?)\s+is (?:done|finished|complete|completed)$/i,
]

/** "Complete the roof antenna task", "mark 'Order cables' as done". */
export const completeTask: Intent<{ wanted: string }> = {
  matches(text) {
    if (/^(?:what|which|who|how|is|are|show|list)\b/i.test(text)) return null
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    const wanted = words ? nameFrom(words, ['task', 'todo']) : ''
    return wanted === '' ? null : { wanted }
  },

  run: (context, { wanted }) =>
    runPlan(
      context,
      { find: reads('tasks', 'Find the task'), complete: changes('tasks', 'Mark it as done') },
      async (plan) => {
        const { data: task, source } = await findTask(plan, 'find', wanted)
        if (task.status === 'done') {
          plan.tell(source, strong(task.title), ` in ${task.projectName} is done already.`)
          return
        }
        await plan.propose('complete', {
          connection: 'tasks',
          tool: 'tasks_complete',
          args: { taskId: task.id },
          intention: ['I mark ', strong(task.title), ` in ${task.projectName} as done.`],
        })
      },
    ),
}
