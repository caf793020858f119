import { type NetworkPlan, OUTSIDE, type Place } from './plan-networks.ts'
import { runIp } from './run-ip.ts'
import { type Station, startStation } from './start-station.ts'

/** The station of a service, or of `outside`. */
export type StationOf = (name: string) => Station

/**
 * Builds the networks of a plan in the network namespace of this process, which plays the machine: a bridge per
 * network, a namespace per service, and one for everything outside. All of it ends with this process, and nothing of
 * it has a name on the machine that runs it.
 */
export async function layOut({ networks, services }: NetworkPlan): Promise<StationOf> {
  const names = [...services.map(({ name }) => name), 'outside']
  const stations = new Map(await Promise.all(names.map(async (name) => [name, await startStation()] as const)))
  const stationOf: StationOf = (name) => stations.get(name) as Station
  const bridges = new Map(networks.map(({ name }, index) => [name, `bridge${index}`]))
  const gateways = new Map(networks.map(({ name, gateway }) => [name, gateway]))

  runIp([
    ...networks.flatMap(({ name, gateway }) => [
      `link add name ${bridges.get(name)} type bridge`,
      ...(gateway ? [`address add ${gateway}/24 dev ${bridges.get(name)}`] : []),
      `link set ${bridges.get(name)} up`,
    ]),
    ...services.flatMap(({ name, places }, position) =>
      places.flatMap(({ network }, index) => [
        `link add name s${position}n${index} type veth peer name net${index} netns ${stationOf(name).pid}`,
        `link set s${position}n${index} master ${bridges.get(network)} up`,
      ]),
    ),
    `link add name out type veth peer name net0 netns ${stationOf('outside').pid}`,
    `address add ${OUTSIDE.gateway}/24 dev out`,
    'link set out up',
  ])
  await stationOf('outside').configure({ ip: place(OUTSIDE.address, 0, OUTSIDE.gateway) })
  for (const { name, places, mayForward } of services) {
    const lines = places.flatMap(({ network, address }: Place, index) => place(address, index, gateways.get(network)))
    await stationOf(name).configure({ ip: lines })
    await stationOf(name).configure({ mayForward })
  }
  return stationOf
}

function place(address: string, index: number, gateway: string | null | undefined): string[] {
  return [
    `address add ${address}/24 dev net${index}`,
    `link set net${index} up`,
    ...(gateway ? [`route add default via ${gateway} metric ${index}`] : []),
  ]
}
