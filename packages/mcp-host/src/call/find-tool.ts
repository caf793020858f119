import type { CataloguedTool } from '../catalogue.ts'
import { CallRefused } from './refused.ts'

/** Whether a tool is still what it was when it was first accepted. */
export function isAsPinned({ hash, pinnedHash }: Pick<CataloguedTool, 'hash' | 'pinnedHash'>): boolean {
  return hash === pinnedHash
}

/**
 * The tool by this name, as it was when it was pinned. A definition that changed since then could be a trap for the
 * model ("rug pull"), so it is not called until its pin is renewed.
 *
 * @throws CallRefused `unknown_tool`, `definition_new`, `definition_changed`
 * @see OWASP MCP Top 10 (2025) MCP03
 */
export function findTool(tools: ReadonlyMap<string, CataloguedTool>, name: string): CataloguedTool {
  const tool = tools.get(name)
  if (!tool) throw new CallRefused('unknown_tool', `There is no tool ${name.slice(0, 80)} here that you may use.`)
  if (tool.pinnedHash === '') {
    throw new CallRefused('definition_new', `${name} is new. It is blocked until an administrator has looked at it.`)
  }
  if (!isAsPinned(tool)) {
    throw new CallRefused(
      'definition_changed',
      `The definition of ${name} changed since it was pinned. It is blocked until an administrator has looked at the change.`,
    )
  }
  return tool
}
