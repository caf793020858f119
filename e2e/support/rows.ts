import { type DemoUser, resultOf, type Scene } from '@chaperone/attack-suite'
import type { ProjectList, Task } from '@chaperone/contracts'

/** Adds a task to a demo project, with the user's own token at the tasks server. */
export async function createTask(scene: Scene, user: DemoUser, project: string, title: string): Promise<Task> {
  const { projects } = resultOf<ProjectList>(await scene.callAs(user, 'tasks', 'tasks_list_projects', {}))
  const projectId = projects.find(({ name }) => name === project)?.id
  return resultOf<Task>(await scene.callAs(user, 'tasks', 'tasks_create', { projectId, title }))
}
