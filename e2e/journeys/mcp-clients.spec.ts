import { aiSdk } from '../clients/ai-sdk.ts'
import { inspector } from '../clients/inspector.ts'
import { mcpc } from '../clients/mcpc.ts'
import { sdkV1 } from '../clients/sdk-v1.ts'
import { sdkV2Clients } from '../clients/sdk-v2.ts'
import { expect, test } from '../support/test.ts'

// Two of them start a process for every question.
test.describe.configure({ timeout: 180_000 })

for (const client of [...sdkV2Clients, sdkV1, inspector, mcpc, aiSdk]) {
  test(`${client.name} lists, reads its own, and is refused without the scope`, async ({ scene, target }) => {
    const token = await scene.token('alice', 'tasks', 'tasks:read')
    const conversation = await client.connect(target.servers.tasks, token)
    try {
      const names = await conversation.toolNames()
      expect(names).toContain('tasks_list')
      expect(names).not.toContain('tasks_create')

      const projects = await conversation.call('tasks_list_projects', {})
      expect(projects).toContain('Borealis')
      expect(projects).not.toContain('Cassini')

      const title = `No scope for ${client.name}`
      await expect(conversation.call('tasks_create', { projectId: 'prj_apollo', title })).rejects.toThrow()
      const { body } = await scene.callAs('alice', 'tasks', 'tasks_search', { text: title })
      expect(body).not.toContain('task_')
    } finally {
      await conversation.close()
    }
  })
}
