import { strong } from '../answers/parts.ts'
import { shownProject } from '../conversation/thing.ts'
import { asksForChange } from '../language/commands.ts'
import { readProjects } from '../lookups/find-project.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "Show my projects." */
export const listProjects: Intent<Record<never, never>> = {
  matches: (text) =>
    !asksForChange(text) && /\bprojects\b/i.test(text) && !/\btasks?\b|\bdue\b/i.test(text) ? {} : null,

  run: (context) =>
    runPlan(context, { projects: reads('tasks', 'Read your projects') }, async (plan) => {
      const { data: projects, source } = await readProjects(plan, 'projects')
      if (projects.length === 0) {
        plan.tell(source, 'You have no projects, and nobody has shared one with you.')
        return
      }
      plan.showed(...projects.map((project) => shownProject(project, source.hop)))
      plan.say('Your projects:')
      plan.list(
        projects.map(({ name, role }) => [strong(name), `, as ${role}`]),
        source,
      )
    }),
}
