import type { ComposeFile } from '../isolation-problems.ts'

/** Everything beyond the machine. The addresses are those of documentation (RFC 5737): nothing real is meant. */
export const OUTSIDE = { address: '203.0.113.2', gateway: '203.0.113.1' }

/** One container's place on one network. */
export interface Place {
  network: string
  address: string
}

export interface NetworkPlan {
  /** Bridges of the machine. One with a gateway leads out; one without is a switch and nothing else. */
  networks: { name: string; gateway: string | null }[]
  services: { name: string; places: Place[]; mayForward: boolean }[]
}

/** The networks that a Compose file describes, with an address for everybody on them. `internal` means no gateway. */
export function planNetworks({ networks, services }: ComposeFile): NetworkPlan {
  const names = Object.keys(networks)
  return {
    networks: names.map((name, index) => ({
      name,
      gateway: networks[name]?.internal === true ? null : `10.77.${index}.1`,
    })),
    services: Object.entries(services).map(([name, service], position) => ({
      name,
      places: (service.networks ?? []).map((network) => ({
        network,
        address: `10.77.${names.indexOf(network)}.${10 + position}`,
      })),
      // Unless its file says otherwise a container starts with what the machine has set, and one with Docker forwards.
      mayForward: Number(service.sysctls?.['net.ipv4.ip_forward'] ?? 1) !== 0,
    })),
  }
}
