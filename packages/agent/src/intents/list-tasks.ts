import { type Task, taskListSchema } from '@chaperone/contracts'
import { toDate } from '../answers/dates.ts'
import { count, strong } from '../answers/parts.ts'
import { idIn, shownTask } from '../conversation/thing.ts'
import { asksForChange } from '../language/commands.ts'
import { localNow } from '../language/moments.ts'
import { extractPeriod, type Period } from '../language/period.ts'
import { firstQuoted } from '../language/quoted.ts'
import { findProject } from '../lookups/find-project.ts'
import { taskLine, taskLineInProject } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const about = /\b(?:tasks?|todos?|due|overdue|deadlines?|left to do|have to do|need to do|must do)\b/i
const ordinaryWords =
  /\b(?:what|what's|which|whats|how|many|much|number|count|about|show|list|give|tell|see|get|display|me|my|our|the|all|any|every|each|are|is|do|does|did|i|we|have|has|got|there|open|unfinished|pending|remaining|outstanding|done|completed?|finished|closed|overdue|late|due|deadlines?|tasks?|todos?|list|left|need|must|to|so|far|still|currently|now|project|projects|in|of|for|from|on|at|by|until|before|till|with|and|a|an|anything|something|today's|up|next|coming)\b/gi
/** A change asked for in the middle of a sentence is nothing to answer with a list. */
const orders = /\b(?:delete|remove|complete|mark|rename|share|create|add)\b/i
/** More would make an answer that nobody reads. */
const MOST_LINES = 12

/** "What are my tasks?", "open tasks in Apollo", "what is due this week". */
export const listTasks: Intent<{ text: string; status: 'open' | 'done' | 'all' }> = {
  matches(text) {
    if (asksForChange(text) || orders.test(text) || !about.test(text)) return null
    const isDone = /\b(?:done|completed?|finished|closed)\b/i.test(text)
    const isAll = /\ball\b.*\b(?:open and done|done and open)\b|\bopen and done\b/i.test(text)
    return { text, status: isAll ? 'all' : isDone ? 'done' : 'open' }
  },

  run: (context, { text, status }) => {
    const { period, rest } = extractPeriod(text, context)
    const projectId = idIn(rest, 'project')
    const projectName =
      projectId ??
      firstQuoted(rest) ??
      rest
        .replace(/'s\b/g, '')
        .replace(ordinaryWords, ' ')
        .replace(/[^\p{L}\p{M}\p{N}-]+/gu, ' ')
        .trim()
    const steps = {
      ...(projectName !== '' && {
        project: reads('tasks', projectId ? 'Find the project' : `Find the project ${projectName}`),
      }),
      tasks: reads('tasks', 'Read the tasks'),
    }
    return runPlan<'project' | 'tasks'>(context, steps, async (plan) => {
      const project = projectName === '' ? null : await findProject(plan, 'project', projectName)
      const due = dueRange(text, period, toDate(localNow(context)))
      const { data, source } = await plan.read('tasks', {
        connection: 'tasks',
        tool: 'tasks_list',
        args: { ...(project && { projectId: project.id }), status, ...due },
        result: taskListSchema,
      })
      const tasks = data.tasks.filter((task) => isDueWithin(task, due))
      const kind = status === 'all' ? 'task' : `${status} task`
      const where = project ? ` in ${project.name}` : ''
      const when = dueWhen(text, period)
      if (tasks.length === 0) {
        plan.tell(source, `You have no ${kind}s${where}${when}.`)
        return
      }
      plan.showed(...tasks.slice(0, MOST_LINES).map((task) => shownTask(task, source.hop)))
      plan.say('You have ', strong(count(tasks.length, kind)), `${where}${when}:`)
      const lineOf = project ? taskLineInProject : taskLine
      const today = toDate(localNow(context))
      const lines = tasks.slice(0, MOST_LINES).map((task) => [...lineOf(task), overdueWords(task, today)])
      plan.list(lines, source)
      if (tasks.length > MOST_LINES)
        plan.say(`And ${tasks.length - MOST_LINES} more: ask for one project or one week to see them.`)
    })
  },
}

interface DueRange {
  dueBefore?: string
  dueAfter?: string
}

// Both bounds exclude their own day. "This week" has begun on Monday, also for a task that was due then.
function dueRange(text: string, period: Period | null, today: string): DueRange {
  if (/\boverdue\b/i.test(text)) return { dueBefore: today }
  if (!period) return {}
  const first = period.words === 'this week' ? period.from.startOf('week') : period.from
  const dueBefore = toDate(period.to)
  return isOpenEnded(text) ? { dueBefore } : { dueBefore, dueAfter: toDate(first.minus({ days: 1 })) }
}

function isDueWithin({ due }: Task, { dueBefore, dueAfter }: DueRange): boolean {
  if (dueBefore && (due === null || due >= dueBefore)) return false
  return !dueAfter || (due !== null && due > dueAfter)
}

function overdueWords({ status, due }: Task, today: string): string {
  return status === 'open' && due !== null && due < today ? ', overdue' : ''
}

function dueWhen(text: string, period: Period | null): string {
  if (/\boverdue\b/i.test(text)) return ' due before today'
  if (!period) return ''
  return isOpenEnded(text) ? ` due by ${period.words.replace(/^(?:on|at) /, '')}` : ` due ${period.words}`
}

function isOpenEnded(text: string): boolean {
  return /\b(?:by|until|till|before)\b/i.test(text)
}
