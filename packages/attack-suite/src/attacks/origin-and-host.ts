import { type Attack, defineAttack } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import type { Scene } from '../scene.ts'
import { plainRead } from './plain-read.ts'

const SOURCE = 'MCP 2026-07-28 Streamable HTTP, Security Warning; CVE-2025-66414'

const foreignOrigins = [
  { id: 'ORI-01', title: 'cannot call a server from a page of another site', origin: () => 'https://evil.example' },
  {
    id: 'ORI-02',
    title: 'cannot call a server from a page on another port of this machine',
    origin: () => 'http://localhost:6666',
  },
  { id: 'ORI-03', title: 'cannot call a server from a sandboxed page', origin: () => 'null' },
  {
    id: 'ORI-04',
    title: 'cannot call a server from a site whose name begins like ours',
    origin: ({ target }: Scene) => `${target.web}.evil.example`,
  },
  {
    id: 'ORI-05',
    title: 'cannot call a server from our own name under another scheme',
    origin: ({ target }: Scene) => target.web.replace(/^http:/, 'https:').replace(/:\d+$/, ''),
  },
] as const

const foreignHosts = [
  { id: 'HST-01', title: 'cannot reach a server through a rebound name', host: () => 'evil.example' },
  { id: 'HST-02', title: 'cannot reach a server under another port of its name', host: () => 'localhost:6666' },
  {
    id: 'HST-03',
    title: 'cannot reach a server through a name that begins like its own',
    host: ({ target }: Scene) => `${new URL(target.servers.tasks).host}.evil.example`,
  },
] as const

function readMetadata(scene: Scene, headers: Record<string, string> = {}): Promise<Exchange> {
  return send({ url: `${scene.target.web}/.well-known/oauth-authorization-server`, headers })
}

const metadataHeaders = [
  { id: 'HST-04', header: 'Host' },
  { id: 'HST-05', header: 'X-Forwarded-Host' },
] as const

export const originAndHostAttacks: readonly Attack[] = [
  ...foreignOrigins.map(({ id, title, origin }) =>
    defineAttack({
      id,
      title,
      source: SOURCE,
      control: 'Origin, when sent, is one of an exact list: scheme, name and port.',
      file: 'packages/mcp-auth/src/guard/check-origin.ts',
      honest: (scene) => plainRead(scene, { headers: { Origin: scene.target.web } }),
      attack: (scene) => plainRead(scene, { headers: { Origin: origin(scene) } }),
      expect: { status: 403, error: 'forbidden_origin' },
    }),
  ),
  ...foreignHosts.map(({ id, title, host }) =>
    defineAttack({
      id,
      title,
      source: SOURCE,
      control: 'Host is one of an exact list, port included.',
      file: 'packages/mcp-auth/src/guard/check-host.ts',
      honest: (scene) => plainRead(scene),
      attack: (scene) => plainRead(scene, { headers: { Host: host(scene) } }),
      expect: { status: 403, error: 'forbidden_host' },
    }),
  ),
  ...metadataHeaders.map(({ id, header }) =>
    defineAttack({
      id,
      title: `cannot put another name into the issuer's metadata with ${header}`,
      source: 'RFC 8414 §3.3; MCP 2026-07-28 Authorization Server Discovery',
      control: 'The authorization server takes its own name from configuration, not from the request.',
      file: 'apps/web/src/pages/api/oauth/[...path].ts',
      honest: (scene) => readMetadata(scene),
      attack: (scene) => readMetadata(scene, { [header]: 'evil.example' }),
      expect: { status: [200, 400, 403, 421], excludes: 'evil.example' },
    }),
  ),
]
