export { openMcpSession } from '../mcp-session.ts'
