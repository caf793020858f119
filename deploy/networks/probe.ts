// `unshare --net node probe.ts <plan as JSON> [detours]` prints as JSON who reached whom on the networks of the plan.
import { writeFileSync } from 'node:fs'
import { serverNames } from '@chaperone/contracts'
import { layOut, type StationOf } from './lay-out.ts'
import { type NetworkPlan, OUTSIDE, type Place } from './plan-networks.ts'
import type { Answer } from './start-station.ts'

/** For each service, what came of trying every address of every other service, and of `outside`. */
export type Reached = Record<string, Record<string, Answer[]>>

/** What came of two servers that agreed on a route through a third container. */
export interface Detour {
  from: string
  via: string
  to: string
  answer: Answer
}

type Service = NetworkPlan['services'][number]

async function reachAll({ services }: NetworkPlan, stationOf: StationOf): Promise<Reached> {
  const outside = { name: 'outside', places: [{ network: '', address: OUTSIDE.address }] }
  const rows = services.map(async ({ name }) => {
    const row: Record<string, Answer[]> = {}
    for (const other of [...services, outside].filter((one) => one.name !== name)) {
      row[other.name] = []
      for (const { address } of other.places) row[other.name]?.push(await stationOf(name).reach(address))
    }
    return [name, row] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

const neighbours = (one: Service, other: Service): [Place, Place][] =>
  one.places.flatMap((place) =>
    other.places.filter(({ network }) => network === place.network).map((theirs): [Place, Place] => [place, theirs]),
  )

/** Every way from one server to another through a container that shares a network with each of them. */
async function tryDetours({ services }: NetworkPlan, stationOf: StationOf): Promise<Detour[]> {
  const servers = services.filter(({ name }) => serverNames.some((server) => server === name))
  const detours: Detour[] = []
  for (const from of servers)
    for (const to of servers.filter((one) => one !== from))
      for (const via of services.filter((one) => one !== from && one !== to)) {
        const [[mine, near] = []] = [neighbours(from, via)[0]]
        const [[theirs, far] = []] = [neighbours(to, via)[0]]
        if (!mine || !near || !theirs || !far) continue
        await stationOf(from.name).configure({ ip: [`route replace ${theirs.address} via ${near.address}`] })
        await stationOf(to.name).configure({ ip: [`route replace ${mine.address} via ${far.address}`] })
        const answer = await stationOf(from.name).reach(theirs.address)
        detours.push({ from: from.name, via: via.name, to: to.name, answer })
      }
  return detours
}

const [, , plan = '{}', question] = process.argv
const networkPlan = JSON.parse(plan) as NetworkPlan
const stationOf = await layOut(networkPlan)
// As a machine with Docker does.
writeFileSync('/proc/sys/net/ipv4/ip_forward', '1')
const found = question === 'detours' ? await tryDetours(networkPlan, stationOf) : await reachAll(networkPlan, stationOf)
process.stdout.write(JSON.stringify(found), () => process.exit())
