import { MCP_PATH, type Verdict as VerdictName } from '@chaperone/contracts'
import { Fragment } from 'react'
import { Verdict } from '@/components/verdict/verdict'
import type { RunningServer } from './running-servers.ts'

interface Branch {
  server: RunningServer
  credential: string
  scopeOrAudience: string
  tool: string
  verdict: VerdictName
  accepts: string
}

const hostParts = [
  ['Authorization server', 'Signs people in. Issues one token per server, for five minutes.'],
  ['MCP host', 'Registry, pins, flow policy, approvals, credentials, trace.'],
  ['Agent', 'Proposes calls. Holds no credential and is not trusted.'],
] as const

function branchesOf({ weather, calendar, tasks }: Servers): Branch[] {
  return [
    {
      server: weather,
      credential: 'API key, ',
      scopeOrAudience: 'weather:read',
      tool: 'weather_forecast',
      verdict: 'allowed',
      accepts: 'Takes API keys, and user tokens for saved places. Sees schema weather.',
    },
    {
      server: calendar,
      credential: 'user JWT, aud ',
      scopeOrAudience: calendar.port + MCP_PATH,
      tool: 'calendar_create_event',
      verdict: 'needs_approval',
      accepts: 'Takes user tokens, and keys of service accounts. Sees schema calendar.',
    },
    {
      server: tasks,
      credential: 'user JWT, aud ',
      scopeOrAudience: tasks.port + MCP_PATH,
      tool: 'tasks_search',
      verdict: 'allowed',
      accepts: 'Takes user tokens only; a key gets 401. Sees schema tasks.',
    },
  ]
}

function ServerBranch({ branch, row }: { branch: Branch; row: 1 | 3 | 5 }) {
  const { server, credential, scopeOrAudience, tool, verdict, accepts } = branch
  return (
    <>
      <p className={`line branch row-${row}`} data-held={verdict === 'needs_approval' || undefined}>
        <span>
          {credential}
          <span className="font-mono">{scopeOrAudience}</span>
        </span>
        <span>
          <span className="font-mono">{tool}</span>
          <Verdict verdict={verdict} />
        </span>
      </p>
      <section className={`node branch row-${row}`}>
        <h3>
          {server.name}-server <span className="font-mono">{server.port}</span>
        </h3>
        <p>{accepts}</p>
      </section>
    </>
  )
}

export interface Servers {
  weather: RunningServer
  calendar: RunningServer
  tasks: RunningServer
}

/** The architecture as a diagram: the host in the middle, three servers with no line between them. */
export function Architecture({ servers, hostPort }: { servers: Servers; hostPort: string }) {
  const rows = [1, 3, 5] as const
  const running = Object.values(servers).filter(({ isAnswering }) => isAnswering).length
  return (
    <section id="map" className="border-y border-border bg-card" aria-labelledby="map-title">
      <div className="mx-auto max-w-292 px-4 pb-6 md:px-6">
        <h2 id="map-title" className="flex items-baseline gap-3 pb-3 pt-4">
          Running now
          <span className="font-normal tabular-nums text-muted-foreground">{running} of 3 servers answer</span>
        </h2>
        <div className="map">
          <section className="node node-browser">
            <h3>Browser</h3>
            <p>A person, signed in. Tokens never reach its JavaScript.</p>
          </section>
          <p className="line line-browser">
            <span>session cookie</span>
            <span>same origin</span>
          </p>
          <section className="node node-program">
            <h3>Other program</h3>
            <p>With the person’s consent, for one server.</p>
          </section>
          <p className="line line-program">
            <span>OAuth 2.1, PKCE</span>
            <span className="font-mono">{hostPort}/api/host</span>
          </p>
          <section className="node node-host">
            <h3>
              Host <span className="font-mono">{hostPort}</span>
            </h3>
            <ul>
              {hostParts.map(([title, text]) => (
                <li key={title}>
                  <h4>{title}</h4>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </section>
          {branchesOf(servers).map((branch, index) => (
            <Fragment key={branch.server.name}>
              {index > 0 ? (
                <p className={`void row-${index * 2}`}>
                  <span>no route, no credential</span>
                </p>
              ) : null}
              <ServerBranch branch={branch} row={rows[index] ?? 5} />
            </Fragment>
          ))}
        </div>
      </div>
    </section>
  )
}
