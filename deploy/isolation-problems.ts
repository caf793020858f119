export interface Service {
  user?: string
  image?: string
  build?: unknown
  networks?: string[]
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  env_file?: string[]
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  sysctls?: Record<string, number | string>
  healthcheck?: unknown
  [option: string]: unknown
}

export interface ComposeFile {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
}

/** Who may be on which network, in full. */
const members: Record<string, { isInternal: boolean; services: string[] }> = {
  weather: { isInternal: true, services: ['weather', 'web', 'database'] },
  calendar: { isInternal: true, services: ['calendar', 'web', 'database'] },
  tasks: { isInternal: true, services: ['tasks', 'web', 'database'] },
  setup: { isInternal: true, services: ['setup', 'database'] },
  edge: { isInternal: false, services: ['web'] },
  egress: { isInternal: false, services: ['weather'] },
}
const servers = ['weather', 'calendar', 'tasks']
const runsOnce = ['setup']

/** Options that reach out of a container, around its networks or up to more rights. */
const forbiddenOptions = [
  'cap_add',
  'cgroup',
  'cgroup_parent',
  'device_cgroup_rules',
  'devices',
  'external_links',
  'extra_hosts',
  'group_add',
  'ipc',
  'links',
  'network_mode',
  'pid',
  'privileged',
  'userns_mode',
  'uts',
  'volumes_from',
]

function networkProblems({ services, networks }: ComposeFile): string[] {
  const problems: string[] = []
  for (const [name, network] of Object.entries(networks)) {
    const rule = members[name]
    if (!rule) problems.push(`network ${name} is not in the list of networks`)
    else if (rule.isInternal && network?.internal !== true) problems.push(`network ${name} is not internal`)
  }
  for (const [name, service] of Object.entries(services)) {
    // Without a list a service joins the default network, and so does every other one.
    if (!service.networks?.length) problems.push(`${name} names no network`)
    for (const network of service.networks ?? [])
      if (!members[network]?.services.includes(name)) problems.push(`${name} may not join network ${network}`)
  }
  for (const [index, first] of servers.entries())
    for (const second of servers.slice(index + 1))
      for (const network of services[first]?.networks ?? [])
        if (services[second]?.networks?.includes(network))
          problems.push(`${first} and ${second} share network ${network}`)
  return problems
}

function rightsProblems(name: string, service: Service): string[] {
  const user = Number.parseInt(service.user ?? '0', 10)
  const isRoot = Number.isNaN(user) || user === 0 || /:0$/.test(service.user ?? '')
  return [
    ...(isRoot ? [`${name} runs as root`] : []),
    ...(service.cap_drop?.includes('ALL') ? [] : [`${name} keeps capabilities`]),
    ...(service.security_opt?.join() === 'no-new-privileges:true' ? [] : [`${name} can gain privileges`]),
    ...(service.read_only === true ? [] : [`${name} can change its own files`]),
    ...(Number(service.sysctls?.['net.ipv4.ip_forward'] ?? 1) === 0 ? [] : [`${name} may forward packets`]),
    ...forbiddenOptions.filter((option) => option in service).map((option) => `${name} uses ${option}`),
    ...(service.volumes ?? [])
      .filter((volume) => /^[./~$]/.test(volume))
      .map((volume) => `${name} mounts ${volume} of the machine`),
  ]
}

function habitProblems(name: string, service: Service): string[] {
  const secrets = Object.keys(service.environment ?? {}).filter((key) =>
    /PASSWORD|SECRET|KEYS?$|DATABASE_URL/.test(key),
  )
  return [
    ...(service.ports ?? [])
      .filter((port) => name !== 'web' || !String(port).startsWith('127.0.0.1:'))
      .map((port) => `${name} publishes ${port}`),
    ...secrets.map((key) => `${name} has ${key} in this file`),
    ...(service.env_file ?? [])
      .filter((file) => file !== `.chaperone/compose/${name}.env`)
      .map((file) => `${name} reads the secrets in ${file}`),
    ...(service.image && !/:\d+\.\d+/.test(service.image) ? [`${name} uses an unpinned image`] : []),
    ...(service.healthcheck || runsOnce.includes(name) ? [] : [`${name} has no health check`]),
  ]
}

/**
 * Says in which way a Compose file lets one server reach another, gives a container more rights than it needs, or
 * exposes more than the web app. None: the servers are isolated.
 *
 * @see docs/threat-model.md
 */
export function isolationProblems(file: ComposeFile): string[] {
  const each = Object.entries(file.services)
  return [
    ...networkProblems(file),
    ...each.flatMap(([name, service]) => [...rightsProblems(name, service), ...habitProblems(name, service)]),
  ]
}
