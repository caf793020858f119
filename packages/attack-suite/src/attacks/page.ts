import { type Attack, defineAttack } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { emailOf, type Scene } from '../scene.ts'

/** With the number of the first attack on it. */
const pages = { chat: 1, tasks: 6, calendar: 11, weather: 16, connections: 31, account: 36 } as const

async function open(scene: Scene, path: string, headers: Record<string, string> = {}): Promise<Exchange> {
  const url = `${scene.target.web}${path}`
  const cookie = (await scene.session('alice')).header(url)
  return send({ url, headers: { ...(cookie && { Cookie: cookie }), ...headers } })
}

interface Opening {
  how: string
  path(page: string): string
  headers: Record<string, string>
  source: string
  status: number | readonly number[]
}

const REDIRECTS = [302, 303, 307, 308]

/** Ways to open a page without signing in. The first is what anybody does; the others once got past a middleware. */
const openings: readonly Opening[] = [
  {
    how: 'without signing in',
    path: (page) => `/${page}`,
    headers: {},
    source: 'OWASP ASVS 5.0 V8.2',
    status: REDIRECTS,
  },
  {
    how: 'by pretending to be a subrequest',
    path: (page) => `/${page}`,
    headers: { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
    source: 'CVE-2025-29927',
    status: REDIRECTS,
  },
  {
    how: 'by asking for its component payload',
    path: (page) => `/${page}?_rsc=1`,
    headers: { RSC: '1' },
    source: 'CVE-2026-44575; CVE-2026-45109',
    status: [200, 400, 404, ...REDIRECTS],
  },
  {
    how: 'by asking for its payload file',
    path: (page) => `/${page}.rsc`,
    headers: {},
    source: 'CVE-2026-44575; CVE-2026-45109',
    status: [200, 400, 404, ...REDIRECTS],
  },
  {
    how: 'by prefetching a segment of it',
    path: (page) => `/${page}.segments/_tree.segment.rsc`,
    headers: { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
    source: 'CVE-2026-44575; CVE-2026-45109',
    status: [200, 204, 400, 404, ...REDIRECTS],
  },
]

export const pageAttacks: readonly Attack[] = Object.entries(pages).flatMap(([page, firstNumber]) =>
  openings.map(({ how, path, headers, source, status }, openingIndex) =>
    defineAttack({
      id: `PAG-${String(firstNumber + openingIndex).padStart(2, '0')}`,
      title: `cannot open /${page} ${how}`,
      source,
      control: 'Every page requires the signed-in person itself before it reads anything.',
      file: 'apps/web/src/session/current-person.ts',
      honest: (scene) => open(scene, `/${page}`),
      isAccepted: ({ status: code, body }) => code === 200 && body.includes(emailOf('alice')),
      attack: ({ target }) => send({ url: `${target.web}${path(page)}`, headers }),
      expect: { status, excludes: emailOf('alice') },
    }),
  ),
)
