import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type ComposeFile, isolationProblems, type Service } from './isolation-problems.ts'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8')

function composeFile(): ComposeFile {
  return parse(text, { merge: true }) as ComposeFile
}

function service(file: ComposeFile, name: string): Service {
  const found = file.services[name]
  if (!found) throw new Error(`there is no service ${name}`)
  return found
}

test('the Compose file isolates every server', () => {
  const file = composeFile()
  expect(Object.keys(file.services)).toEqual(['database', 'setup', 'web', 'weather', 'calendar', 'tasks'])
  expect(isolationProblems(file)).toEqual([])
})

test('the only ways out are the published port of the web app and the weather server to its source', () => {
  const { networks, services } = composeFile()
  const ways = Object.keys(networks).filter((name) => networks[name]?.internal !== true)
  const joined = ways.map((way) => [
    way,
    Object.keys(services).filter((name) => services[name]?.networks?.includes(way)),
  ])
  expect(Object.fromEntries(joined)).toEqual({ edge: ['web'], egress: ['weather'] })
})

describe('a change that breaks the isolation is reported', () => {
  const changes: [string, string, (file: ComposeFile) => void][] = [
    [
      'two servers on one network',
      'calendar and tasks share network calendar',
      (file) => service(file, 'tasks').networks?.push('calendar'),
    ],
    [
      'two servers on a new network',
      'weather and tasks share network backend',
      (file) => {
        file.networks.backend = { internal: true }
        for (const name of ['weather', 'tasks']) service(file, name).networks?.push('backend')
      },
    ],
    [
      'the tasks server with a way out',
      'tasks may not join network egress',
      (file) => service(file, 'tasks').networks?.push('egress'),
    ],
    [
      'the web app on the way out',
      'web may not join network egress',
      (file) => service(file, 'web').networks?.push('egress'),
    ],
    ['an open server network', 'network tasks is not internal', (file) => Object.assign(file.networks, { tasks: {} })],
    ['the default network', 'calendar names no network', (file) => delete service(file, 'calendar').networks],
    ['no user', 'web runs as root', (file) => delete service(file, 'web').user],
    ['user root', 'database runs as root', (file) => Object.assign(service(file, 'database'), { user: 'root' })],
    ['group root', 'web runs as root', (file) => Object.assign(service(file, 'web'), { user: '1000:0' })],
    [
      'a privileged container',
      'tasks uses privileged',
      (file) => Object.assign(service(file, 'tasks'), { privileged: true }),
    ],
    [
      'an added capability',
      'tasks uses cap_add',
      (file) => Object.assign(service(file, 'tasks'), { cap_add: ['NET_ADMIN'] }),
    ],
    ['kept capabilities', 'tasks keeps capabilities', (file) => delete service(file, 'tasks').cap_drop],
    [
      'the host network',
      'web uses network_mode',
      (file) => Object.assign(service(file, 'web'), { network_mode: 'host' }),
    ],
    [
      'the Docker socket',
      'web mounts /var/run/docker.sock:/var/run/docker.sock of the machine',
      (file) => Object.assign(service(file, 'web'), { volumes: ['/var/run/docker.sock:/var/run/docker.sock'] }),
    ],
    ['a writable program', 'tasks can change its own files', (file) => delete service(file, 'tasks').read_only],
    ['a database that forwards', 'database may forward packets', (file) => delete service(file, 'database').sysctls],
    [
      'a published server',
      'tasks publishes 4003:4003',
      (file) => Object.assign(service(file, 'tasks'), { ports: ['4003:4003'] }),
    ],
    [
      'the web app for everybody',
      'web publishes 3000:3000',
      (file) => Object.assign(service(file, 'web'), { ports: ['3000:3000'] }),
    ],
    [
      'a secret in the file',
      'web has SESSION_SECRET in this file',
      (file) => Object.assign(service(file, 'web').environment ?? {}, { SESSION_SECRET: 'x' }),
    ],
    [
      "another container's secrets",
      'tasks reads the secrets in .chaperone/compose/setup.env',
      (file) => service(file, 'tasks').env_file?.push('.chaperone/compose/setup.env'),
    ],
  ]

  test.each(changes)('%s', (_title, problem, change) => {
    const file = structuredClone(composeFile())
    change(file)
    expect(isolationProblems(file)).toContain(problem)
  })
})

test('every program of the Compose file has its own target in the Dockerfile, and none runs as root', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
  for (const name of ['setup', 'web', 'weather', 'calendar', 'tasks'])
    expect(dockerfile).toMatch(new RegExp(`^FROM \\w+ AS ${name}$`, 'm'))
  expect(dockerfile.match(/^USER .+$/gm)).toEqual(['USER 1000:1000', 'USER 1000:1000'])
  expect(dockerfile.match(/^FROM node:\S+/gm)).toEqual(
    Array(2).fill(`FROM node:${readFileSync(join(root, '.nvmrc'), 'utf8').trim()}-trixie-slim`),
  )
})
