export { callTool, type ToolAnswer } from './call-tool.ts'
export { connectClient } from './connect-client.ts'
export { startServer, type TestServer } from './start-server.ts'
export { startTestIssuer, type TestIssuer, type TestPerson } from './test-issuer.ts'
