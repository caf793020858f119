import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type Order = { ip: string[] } | { mayForward: boolean } | { reach: string }

/** `connected`, `silence`, or the system's error code: ENETUNREACH says that there is no route. */
export type Answer = string

export interface Station {
  pid: number
  /** One order at a time. */
  reach(address: string): Promise<Answer>
  /** @throws Error that the station answered */
  configure(order: Order): Promise<void>
}

/** Starts one station in a network namespace of its own, which ends with this process. Resolves when it listens. */
export async function startStation(): Promise<Station> {
  const child = spawn('unshare', ['--net', process.execPath, join(import.meta.dirname, 'station.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`A station ended with code ${String(code)}.`)
  })
  ended.catch(() => {})
  const answered = () => Promise.race([once(child, 'message').then(([answer]) => answer as Answer), ended])
  const send = (order: Order) => {
    const answer = answered()
    child.send(order)
    return answer
  }
  await answered()
  return {
    pid: child.pid ?? 0,
    reach: (address) => send({ reach: address }),
    async configure(order) {
      const answer = await send(order)
      if (answer !== 'done') throw new Error(answer)
    },
  }
}
