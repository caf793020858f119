import { strong } from '../answers/parts.ts'
import { GAP } from '../conversation/memory.ts'
import { nameFrom } from '../language/title.ts'
import { findProject } from '../lookups/find-project.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const address = /[^\s<>"',;:]+@[^\s<>"',;:]+\.[a-z]{2,}/i
const forms = [
  /^share\s+(.+?)\s+with\b/i,
  /^(?:invite\s+\S+|add\s+(?=\S+@)\S+)\s+(?:to|into)\s+(.+?)(?:\s+as\b.*)?$/i,
  /^(?:give|grant)\s+\S+\s+(?:.*?\baccess|.*?\brights)\s+(?:to|on|in)\s+(.+?)(?:\s+as\b.*)?$/i,
  /^let\s+\S+\s+(?:view|see|read|edit|change|write to|work on)\s+(.+)$/i,
]

/** "Share Apollo with bob@example.com as viewer." */
export const shareProject: Intent<{
  projectName: string
  email: string | null
  role: 'viewer' | 'editor'
  isRoleNamed: boolean
}> = {
  matches(text) {
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    if (!words) return null
    const isEditor = /\b(?:edit(?:or|ing)?|change|write|work on)\b/i.test(text)
    const isViewer = /\b(?:view(?:er|ing)?|see|read(?:er|ing|-only)?)\b/i.test(text)
    return {
      projectName: nameFrom(words, ['project']),
      email: address.exec(text)?.[0].replace(/\.$/, '') ?? null,
      role: isEditor ? 'editor' : 'viewer',
      isRoleNamed: isEditor || isViewer,
    }
  },

  run: (context, { projectName, email, role, isRoleNamed }) =>
    runPlan(
      context,
      {
        project: reads('tasks', `Find the project ${projectName}`),
        share: changes('tasks', 'Share it'),
      },
      async (plan) => {
        if (!email) {
          context.notes.askedAddress(`share ${projectName} with ${GAP}${isRoleNamed ? ` as ${role}` : ''}`)
          return plan.stop(
            `With whom? I need an email address, as in “share ${projectName} with bob@example.com as ${role}”.`,
          )
        }
        const project = await findProject(plan, 'project', projectName)
        if (!isRoleNamed) plan.say('You named no role, so I take the smaller one: viewer.')
        const what = ['', strong(project.name), ` with ${email} as ${role}.`] as const
        await plan.propose('share', {
          connection: 'tasks',
          tool: 'tasks_share_project',
          args: { projectId: project.id, email: email.toLowerCase(), role },
          intention: ['I share ', ...what],
          outcome: ['Shared ', ...what],
        })
      },
    ),
}
