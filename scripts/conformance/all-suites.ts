import { DEMO_PASSWORD, emailOf, obtainToken, signIn } from '@chaperone/attack-suite'
import {
  ACCESS_TOKEN_SECONDS,
  HOST_REQUESTS_PER_MINUTE,
  MCP_PATH,
  type Resource,
  resourceScopes,
  serverNames,
} from '@chaperone/contracts'
import { freePort } from '@chaperone/mcp-server-kit/testing'
import { startProcess, waitUntilReady } from '../system/processes.ts'
import type { Undo } from '../system/start-system.ts'
import type { SystemDescription } from '../system/state-folder.ts'
import { authorizationSuite } from './authorization-suite.ts'
import { clientSuite } from './client-suite.ts'
import { profilePlan } from './profile-plan.ts'
import { REVISIONS } from './run-conformance.ts'
import { baselineOf, serverSuite } from './server-suite.ts'
import type { SuiteResult } from './suite-result.ts'
import { startTokenProxy } from './token-proxy.ts'

/** Who asks the host, one after another: the suite asks it more within a minute than one person may. */
const PEOPLE = ['alice', 'bob', 'carol'] as const
const REQUESTS_OF_ONE = HOST_REQUESTS_PER_MINUTE - 20

interface SuitesOptions {
  system: SystemDescription
  /** For what the suites write. */
  directory: string
  undo: Undo
}

/** Starts what the suites need beside the system, and answers the suites, the longest first. */
export async function allSuites({ system, directory, undo }: SuitesOptions): Promise<(() => Promise<SuiteResult>)[]> {
  const sessions = await Promise.all(
    PEOPLE.map((name) => signIn(system.web, { email: emailOf(name), password: DEMO_PASSWORD })),
  )

  async function proxyTo(server: Resource, port?: number): Promise<string> {
    const resource = server === 'host' ? `${system.web}${MCP_PATH}` : system.servers[server]
    const scope = resourceScopes[server].join(' ')
    const tokens = sessions.map((session) => renewed(() => obtainToken({ web: system.web, session, resource, scope })))
    // A server binds what it asks back to a person, so one person asks all of it.
    const token = server === 'host' ? oneAfterAnother(tokens) : (tokens[0] as () => Promise<string>)
    const proxy = await startTokenProxy({ resource, allowedOrigin: system.web, token, ...(port && { port }) })
    undo.unshift(() => proxy.stop())
    return proxy.url
  }

  const port = await freePort()
  const plan = profilePlan(system, port)
  const profile = startProcess(plan, `${system.stateDir}/logs`)
  undo.unshift(() => profile.stop())
  await waitUntilReady(plan, profile)

  const profileUrl = await proxyTo('tasks', port)
  const names = [...serverNames, 'host'] as const
  const servers = await Promise.all(names.map(async (name) => ({ name, url: await proxyTo(name) })))
  return [
    ...REVISIONS.map((revision) => () => clientSuite(revision, directory)),
    ...REVISIONS.map(
      (revision) => () =>
        serverSuite({ name: `server ${revision}`, url: profileUrl, revision, baseline: [], directory }),
    ),
    ...REVISIONS.flatMap((revision) =>
      servers.map(
        ({ name, url }) =>
          () =>
            serverSuite({
              name: `unmodified ${name} ${revision}`,
              url,
              revision,
              baseline: baselineOf(name, revision),
              directory,
            }),
      ),
    ),
    ...REVISIONS.map(
      (revision) => () =>
        authorizationSuite({ issuer: system.web, resource: system.servers.tasks, revision, directory }),
    ),
  ]
}

/** The first for some requests, then the second, and after the last the first again. */
function oneAfterAnother(tokens: readonly (() => Promise<string>)[]): () => Promise<string> {
  let requests = 0
  return async () => {
    const index = Math.floor(requests++ / REQUESTS_OF_ONE) % tokens.length
    return (await tokens[index]?.()) ?? ''
  }
}

/** The same token until it is half as old as it may get. */
function renewed(obtain: () => Promise<string>): () => Promise<string> {
  let token: Promise<string> | undefined
  let until = 0
  return () => {
    if (Date.now() > until || !token) {
      token = obtain()
      until = Date.now() + (ACCESS_TOKEN_SECONDS * 1_000) / 2
    }
    return token
  }
}
