import { taskListSchema } from '@chaperone/contracts'
import { localTime } from '../answers/dates.ts'
import { count, strong } from '../answers/parts.ts'
import { localNow } from '../language/moments.ts'
import { pastPeriodIn } from '../language/past-period.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const asks =
  /^(?:what|which)(?: tasks?)? (?:did|have|has|was|were) (?:i |we )?(?:\w+ )?(?:complete|finish|get done|done)/i
/** More would make an answer that nobody reads. */
const MOST_LINES = 12

/** "What did I complete last week?" */
export const completedTasks: Intent<{ text: string }> = {
  matches: (text) => (asks.test(text) ? { text } : null),

  run: (context, { text }) =>
    runPlan(context, { tasks: reads('tasks', 'Read the completed tasks') }, async (plan) => {
      const period = pastPeriodIn(text, localNow(context))
      const { data, source } = await plan.read('tasks', {
        connection: 'tasks',
        tool: 'tasks_list',
        args: { status: 'done' },
        result: taskListSchema,
      })
      const tasks = data.tasks.filter(({ completedAt }) => {
        if (!period) return true
        const time = completedAt && localTime(completedAt, context.timeZone)
        return time && time >= period.from && time < period.to
      })
      const when = period ? ` ${period.words}` : ''
      if (tasks.length === 0) return plan.tell(source, `No task of your projects was completed${when}.`)
      plan.say(strong(count(tasks.length, 'task')), ` completed${when}, by anyone in your projects:`)
      plan.list(
        tasks.slice(0, MOST_LINES).map(({ title, projectName }) => [strong(title), ` in ${projectName}`]),
        source,
      )
      if (tasks.length > MOST_LINES) plan.say(`And ${tasks.length - MOST_LINES} more.`)
    }),
}
