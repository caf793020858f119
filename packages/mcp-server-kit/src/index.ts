export { answerWith } from './answer-with.ts'
export type { AuditEntry, AuditLog } from './audit.ts'
export type { CallStore, KeyedCall } from './call-store.ts'
export { createLogger } from './create-logger.ts'
export { type AnyPrompt, type PromptDefinition, promptsOn } from './define-prompt.ts'
export {
  type AnyResource,
  type ListedResource,
  type ResourceContent,
  type ResourceData,
  type ResourceDefinition,
  resourcesOn,
} from './define-resource.ts'
export {
  type AnyTool,
  type Effect,
  type StrictObject,
  type ToolData,
  type ToolDefinition,
  type ToolEffect,
  type ToolRun,
  toolsOn,
} from './define-tool.ts'
export { type Gateway, type GatewayTool, gatewayHandler } from './gateway.ts'
export type { GatewayAnswer } from './gateway-answer.ts'
export { issuersFrom } from './issuers-from.ts'
export { limitsFrom } from './limits-from.ts'
export { createMcpEndpoint, type McpEndpoint } from './mcp-endpoint.ts'
export { cursorOf, cursorSchema, pageOf } from './pagination.ts'
export { recordRefusals } from './record-refusals.ts'
export { rememberJsonSchema } from './remember-json-schema.ts'
export { sendError } from './send-error.ts'
export { sendJson } from './send-json.ts'
export { type ServeOptions, serveMcp } from './serve-mcp.ts'
export { readEnv, serverEnvSchema } from './server-env.ts'
export { conflict, notFound, ToolError } from './tool-error.ts'
export { openTracer } from './tracing.ts'
