import type { ProjectRole } from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'

/** The roles that may add, change and delete tasks. The database's policies name the same two. */
export const writerRoles = ['owner', 'editor'] as const satisfies readonly ProjectRole[]

/**
 * Returns only when the caller may write to a project that the caller can see.
 *
 * @throws ToolError `forbidden` for a viewer: the project's existence is no secret to one, so this may differ from `not_found`.
 */
export function requireWriter({ role, name }: { role: ProjectRole; name: string }): void {
  if ((writerRoles as readonly ProjectRole[]).includes(role)) return
  throw new ToolError(
    'forbidden',
    `You may see the project “${name}” but not change it. Ask its owner to make you an editor.`,
  )
}
