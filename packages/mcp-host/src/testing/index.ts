export { authorizedFetch } from '../authorized-fetch.ts'
export { createBroker } from '../broker.ts'
export { openMcpSession } from '../mcp-session.ts'
export { alice, connectionTo, type HostInMemory, hostInMemory } from './host-in-memory.ts'
