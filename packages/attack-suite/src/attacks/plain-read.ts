import type { Exchange } from '../http/exchange.ts'
import type { Scene, SceneToolCall } from '../scene.ts'

/** The honest read that attacks on credentials start from: Alice lists her projects. */
export async function plainRead(scene: Scene, change: Partial<SceneToolCall> = {}): Promise<Exchange> {
  const credential = await scene.token('alice', 'tasks')
  return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential, ...change })
}
