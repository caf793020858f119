import { createBroker, noRemoteAccounts, untraced } from '@chaperone/mcp-host/testing'
import { median } from '../median.ts'
import { type Contender, directWithBearer, directWithProof, throughHost } from './contenders.ts'
import { type HostScene, startHostScene } from './host-scene.ts'
import { type HostRound, type Level, measure } from './measure.ts'

export interface HostBenchOptions {
  warmUpMilliseconds: number
  rounds: number
  roundMilliseconds: number
  brokerHits: number
  signal: AbortSignal
  say(line: string): void
}

const levels: readonly Level[] = [
  { name: 'one at a time', concurrent: 1, everyMilliseconds: 0 },
  { name: '10 at a time, one every 50 ms', concurrent: 10, everyMilliseconds: 500 },
  { name: '10 at a time, without a pause', concurrent: 10, everyMilliseconds: 0 },
]

export interface HostBench {
  levels: { level: string; contenders: { name: string; rounds: HostRound[] }[] }[]
  /** One credential from the broker that it holds already. */
  brokerHitMicroseconds: number
}

/**
 * The same three calls directly and through the host, in turn, round after round, so that whatever else the machine does
 * hits all of them.
 *
 * @throws Error when any answer was not exactly the person's, or an audit row was lost: then there is nothing to report
 */
export async function runHostBench(options: HostBenchOptions): Promise<HostBench> {
  options.say('starting PostgreSQL and three servers')
  const scene = await startHostScene()
  try {
    const measured: HostBench['levels'] = []
    for (const level of levels) measured.push({ level: level.name, contenders: await runLevel(scene, level, options) })
    const brokerHitMicroseconds = await brokerHit(scene, options.brokerHits)
    if (scene.errors.length > 0) throw new Error(`${scene.errors.length} errors, such as ${String(scene.errors[0])}`)
    return { levels: measured, brokerHitMicroseconds }
  } finally {
    await scene.stop()
  }
}

async function runLevel(scene: HostScene, level: Level, options: HostBenchOptions) {
  const { people } = scene
  const { warmUpMilliseconds, rounds, roundMilliseconds, signal, say } = options
  // Anew for each level: tokens end after five minutes, and who calls directly has nobody to renew them.
  const contenders: Contender[] = [await directWithBearer(scene), await directWithProof(scene), throughHost(scene)]
  const measured = contenders.map(({ name }) => ({ name, rounds: [] as HostRound[] }))
  for (const contender of contenders) {
    say(`warming up, ${level.name}: ${contender.name}`)
    await measure(contender, { ...level, people, milliseconds: warmUpMilliseconds, signal })
  }
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}, ${level.name}`)
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length
      const load = { ...level, people, milliseconds: roundMilliseconds, signal }
      measured[index]?.rounds.push(await measure(contenders[index] as Contender, load))
    }
  }
  return measured
}

async function brokerHit({ people, registry, tokens }: HostScene, hits: number): Promise<number> {
  const [person] = people
  const connection = registry.find(({ id }) => id === 'tasks')
  if (!person || !connection) throw new Error('there is nobody to ask for')
  const broker = createBroker(tokens, noRemoteAccounts, untraced)
  const samples: number[] = []
  for (let hit = 0; hit < hits; hit++) {
    const startedAt = performance.now()
    await broker.credentialFor(person, connection, 'tasks:read')
    samples.push((performance.now() - startedAt) * 1_000)
  }
  return median(samples)
}
