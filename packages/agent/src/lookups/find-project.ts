import { type Project, projectListSchema } from '@chaperone/contracts'
import { joinWords } from '../answers/parts.ts'
import { idIn } from '../conversation/thing.ts'
import { bestMatches } from '../language/best-match.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/** The person's projects. */
export function readProjects<Step extends string>(plan: PlanRun<Step>, step: Step): Promise<Fact<Project[]>> {
  return plan
    .read(step, { connection: 'tasks', tool: 'tasks_list_projects', args: {}, result: projectListSchema })
    .then(({ data, source }) => ({ data: data.projects, source }))
}

/** The project that a person named, or pointed at: then by its id. Names the candidates and ends the plan when none or several fit. */
export async function findProject<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  wanted: string,
): Promise<Project> {
  const { data: projects } = await readProjects(plan, step)
  const wantedId = idIn(wanted, 'project')
  const [project, other] = wantedId
    ? projects.filter(({ id }) => id === wantedId)
    : bestMatches(projects, wanted, ({ name }) => name)
  if (project && !other) return project
  if (projects.length === 0) plan.stop('You have no projects yet.')
  if (wantedId) plan.stop(`That project is no longer among yours: ${projectNames(projects)}.`)
  plan.stop(`I find no single project called “${wanted}”. Yours: ${projectNames(projects)}.`)
}

export function projectNames(projects: readonly Project[], conjunction: 'and' | 'or' = 'and'): string {
  return joinWords(
    projects.map(({ name }) => name),
    conjunction,
  )
}
