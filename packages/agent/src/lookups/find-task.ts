import { type Task, taskDetailsSchema, taskListSchema } from '@chaperone/contracts'
import { dueWords } from '../answers/describe-outcome.ts'
import { type Phrase, strong } from '../answers/parts.ts'
import { idIn, shownTask } from '../conversation/thing.ts'
import { bestMatches, searchWord } from '../language/best-match.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/**
 * The one task that a person means: by its id, if they pointed at one that they were shown; else by its name, open ones first. Searches for the name's most telling word and falls back to the
 * list of open tasks. Names the candidates and ends the plan when none or several fit.
 */
export async function findTask<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  wanted: string,
): Promise<Fact<Task>> {
  const id = idIn(wanted, 'task')
  if (id) return taskById(plan, step, id)
  const search = { text: searchWord(wanted) }
  const found = await plan.read(step, {
    connection: 'tasks',
    tool: 'tasks_search',
    args: search,
    result: taskListSchema,
  })
  const matches = matching(found.data.tasks, wanted)
  if (matches.length > 0) return single(plan, matches, wanted, found.source)

  const args = { status: 'open' }
  const all = await plan.read(step, { connection: 'tasks', tool: 'tasks_list', args, result: taskListSchema })
  return single(plan, matching(all.data.tasks, wanted), wanted, all.source)
}

async function taskById<Step extends string>(plan: PlanRun<Step>, step: Step, id: string): Promise<Fact<Task>> {
  const shown = plan.context.notes.thingOf(id)
  const task = await plan.read(step, {
    connection: 'tasks',
    tool: 'tasks_get',
    args: { taskId: id },
    ...(shown && { from: [{ turnId: shown.turnId, hop: shown.hop }] }),
    result: taskDetailsSchema,
  })
  plan.showed(shownTask(task.data, task.source.hop))
  return task
}

/** A task as a line of a list: its title, project and due date. */
export function taskLine(task: Task): Phrase[] {
  return [strong(task.title), ` in ${task.projectName}`, dueWords(task)]
}

/** A task as a line of a list of one project. */
export function taskLineInProject(task: Task): Phrase[] {
  return [strong(task.title), dueWords(task)]
}

function matching(tasks: readonly Task[], wanted: string): Task[] {
  const matches = bestMatches(
    tasks,
    wanted,
    ({ title, projectName }) => `${title} ${projectName}`,
    ({ title }) => title,
  )
  const open = matches.filter(({ status }) => status === 'open')
  return open.length > 0 ? open : matches
}

function single<Step extends string>(
  plan: PlanRun<Step>,
  matches: Task[],
  wanted: string,
  source: Fact<Task>['source'],
): Fact<Task> {
  const [task, other] = matches
  if (!task) plan.stop('I find no task that fits ', strong(wanted), '. Ask “what are my tasks” to see them all.')
  plan.showed(...matches.map((match) => shownTask(match, source.hop)))
  if (!other) return { data: task, source }
  plan.context.notes.askedWhich(wanted)
  plan.say(`Several tasks fit “${wanted}”. Which one do you mean?`)
  plan.list(matches.slice(0, 6).map(taskLine), source)
  plan.stop('Say “the first one”, or its whole title.')
}
