import type { Project } from '@chaperone/contracts'
import { formatDay, toDate } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import { bestMatches } from '../language/best-match.ts'
import { cut } from '../language/cut.ts'
import { extractPriority } from '../language/priority.ts'
import { maskQuoted } from '../language/quoted.ts'
import { extractRecurrence } from '../language/recurrence.ts'
import { titleFrom } from '../language/title.ts'
import { extractWhen } from '../language/when.ts'
import { projectNames, readProjects } from '../lookups/find-project.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:add|create|make|put|write down|note(?: down)?|enter|start|open)\s+(?:an?|another|the|one)?\s*(?:new\s+)?(?:task|todo|reminder)\b\s*(.*)$/i,
  /^(?:new|a|another)?\s*(?:new )?(?:task|todo)\s*:\s*(.+)$/i,
  /^new (?:task|todo)\b\s*(.+)$/i,
  /^(?:remind me|remember|don't let me forget|make sure i don't forget)\s*(?:to|about|that)?\s+(.+)$/i,
  /^(?:add|put)\s+(.+?\s+(?:to|in|into|on|under|onto)\s+(?:my |the |our )?(?!my\b)[\p{L}\p{N}" '-]+)$/iu,
  /^i (?:need to|have to|must|ought to) (.+)$/i,
]
const ownList = /\s*\b(?:to|in|into|on|onto)\s+(?:my|the|our)\s+(?:tasks?|todos?)(?:\s+list)?\b|\s*\bto[- ]?do list\b/i

/** "Add a task to Apollo: call the roofer by Friday", "remind me to …". */
export const createTask: Intent<{ words: string }> = {
  matches(text) {
    if (/\b(?:calendar|diary|agenda)\b/i.test(maskQuoted(text))) return null
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    return words === undefined ? null : { words: words.replace(ownList, '').trim() }
  },

  run: (context, { words }) =>
    runPlan(
      context,
      { projects: reads('tasks', 'Find the project'), create: changes('tasks', 'Create the task') },
      async (plan) => {
        if (words === '')
          return plan.stop('What is the task? Say for example “add a task to Apollo: call the roofer by Friday”.')
        if (extractRecurrence(words).recurrence)
          return plan.stop(
            'A task cannot repeat, so I added none. An event can: say for example “put yoga into my calendar every Monday at 8:00”.',
          )
        const { data: projects } = await readProjects(plan, 'projects')
        const { project, rest } = takeProject(words, projects)
        if (typeof project === 'string') {
          return plan.stop(
            `I find no project called “${project}”. ${projects.length === 0 ? 'You have none yet.' : `Yours: ${projectNames(projects)}.`}`,
          )
        }
        const { priority, rest: withoutPriority } = extractPriority(rest)
        const { when, rest: titleWords } = extractWhen(withoutPriority, context)
        const title = titleFrom(titleWords)
        if (title === '')
          return plan.stop(
            'What is the task called? Say for example “add a task to Apollo: call the roofer by Friday”.',
          )
        const target = project ?? onlyWritable(projects)
        if (!target) {
          const writable = projects.filter(isWritable)
          if (writable.length === 0)
            return plan.stop(
              'You have no project that you may add tasks to. Ask the owner of one to share it with you as editor.',
            )
          context.notes.askedProject()
          return plan.stop(`Which project should “${title}” go to: `, strong(projectNames(writable, 'or')), '?')
        }
        if (!isWritable(target))
          return plan.stop(
            `You may only view ${target.name}, so I did not add anything. Its owner can make you an editor.`,
          )

        const due = when?.hasDay ? when.start : null
        if (when?.hasTime)
          plan.say('Tasks carry a day and no time of day; ask me to put it into your calendar if the hour matters.')
        const details = `${due ? `, due ${formatDay(due)}` : ''}${priority ? `, with ${priority} priority` : ''}`
        plan.showed({ kind: 'task', id: null, title, connection: 'tasks', startsAt: null, when: null, hop: 0 })
        await plan.propose('create', {
          connection: 'tasks',
          tool: 'tasks_create',
          args: { projectId: target.id, title, ...(due && { due: toDate(due) }), ...(priority && { priority }) },
          intention: ['I add ', strong(title), ` to ${target.name}${details}.`],
        })
      },
    ),
}

function isWritable({ role }: Project): boolean {
  return role !== 'viewer'
}

function onlyWritable(projects: readonly Project[]): Project | null {
  const [project, other] = projects.filter(isWritable)
  return project && !other ? project : null
}

/** The project that the words name, and the words without it. A string is a project that does not exist. */
function takeProject(words: string, projects: readonly Project[]): { project: Project | string | null; rest: string } {
  const masked = maskQuoted(words)
  for (const project of projects) {
    const name = project.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const named = new RegExp(
      `\\b(?:to|in|into|for|under|on|onto)\\s+(?:the |my |our )?(?:project )?${name}(?: project| list)?\\b\\s*:?|^${name}\\s*:`,
      'i',
    ).exec(masked)
    if (named) return { project, rest: cut(words, { index: named.index, text: named[0] }) }
  }
  const last = /^(.+) in the project ([^:"]{1,60})$/i.exec(masked)
  if (last?.[1] && last[2]) return { project: last[2], rest: words.slice(0, last[1].length) }
  const unknown =
    /^(?:to|in|into|for|under)\s+(?:the |my |our )?(?:project )?([^:]{1,60}?)(?: project)?\s*:\s*(.+)$/i.exec(words)
  if (!unknown?.[1] || !unknown[2]) return { project: null, rest: words }
  const [similar, other] = bestMatches(projects, unknown[1], ({ name }) => name)
  return { project: similar && !other ? similar : unknown[1], rest: unknown[2] }
}
