import type { ProjectList } from '@chaperone/contracts'
import { resultOf } from '../error-of.ts'
import type { DemoUser, Scene } from '../scene.ts'

const known = new WeakMap<Scene, Map<string, Promise<string>>>()

/**
 * The id of a demo project as this user sees it. Remembered for the scene.
 *
 * @throws Error when the user has no such project
 */
export function projectId(scene: Scene, user: DemoUser, name: string): Promise<string> {
  const ids = known.get(scene) ?? new Map<string, Promise<string>>()
  known.set(scene, ids)
  const key = `${user} ${name}`
  const id = ids.get(key) ?? look(scene, user, name)
  ids.set(key, id)
  id.catch(() => ids.delete(key))
  return id
}

async function look(scene: Scene, user: DemoUser, name: string): Promise<string> {
  const { projects } = resultOf<ProjectList>(await scene.callAs(user, 'tasks', 'tasks_list_projects', {}))
  const project = projects.find((candidate) => candidate.name === name)
  if (!project) throw new Error(`${user} has no project named ${name}: start over with npm run demo -- --reset`)
  return project.id
}
