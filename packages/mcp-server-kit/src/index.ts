export { type AnyTool, type Effect, type ToolDefinition, type ToolRun, toolsOn } from './define-tool.ts'
export { notFound, ToolError } from './tool-error.ts'
