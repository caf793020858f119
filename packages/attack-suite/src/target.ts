import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  HOST_API_PATH,
  MCP_PATH,
  type Resource,
  resourceScopes,
  type Scope,
  type ServerName,
} from '@chaperone/contracts'

export interface TargetSecrets {
  sessionSecret: string
  apiKeys: { weather: string; teamCalendar: string }
}

/** A running system, and the secrets that whoever started it made for it. */
export interface Target {
  /** Origin of the web app: issuer, host and pages. */
  web: string
  /** MCP endpoints, which are also the audiences. */
  servers: Record<ServerName, string>
  secrets: TargetSecrets
  stateDir: string
  /** Process id of the launcher: another pid is another system. */
  pid: number
}

/** No system is running where the state folder says so. The message tells what to do. */
export class NoRunningSystem extends Error {
  override name = 'NoRunningSystem'
}

/**
 * The system that this state folder describes.
 *
 * @throws NoRunningSystem when there is no description or its process is gone
 */
export async function loadTarget(stateDir: string): Promise<Target> {
  const system = await readJson<Omit<Target, 'secrets' | 'stateDir'>>(join(stateDir, 'system.json'))
  if (!isAlive(system.pid)) throw notRunning()
  const secrets = await readJson<TargetSecrets>(join(stateDir, 'secrets.json'))
  return { web: system.web, servers: system.servers, pid: system.pid, secrets, stateDir }
}

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notRunning()
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function notRunning(): NoRunningSystem {
  return new NoRunningSystem('No system is running here. Start one with: npm run demo')
}

/** What a token can be for: a server, the host API, or the host as an MCP server, which has the same scopes. */
export type Audience = Resource | 'host-mcp'

/** The resource identifier: what a token's `aud` must be. @see RFC 8707 §2 */
export function audienceOf(target: Target, audience: Audience): string {
  if (audience === 'host-mcp') return `${target.web}${MCP_PATH}`
  return audience === 'host' ? `${target.web}${HOST_API_PATH}` : target.servers[audience]
}

/** All scopes that exist there. */
export function scopesAt(audience: Audience): readonly Scope[] {
  return resourceScopes[audience === 'host-mcp' ? 'host' : audience]
}
