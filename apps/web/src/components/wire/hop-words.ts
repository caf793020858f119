import type { Check, CheckOutcome, Hop, HopParty } from '@chaperone/contracts'

const parties: Record<HopParty, string> = {
  browser: 'Browser',
  program: 'Program',
  host: 'Host',
  weather: 'weather-server',
  calendar: 'calendar-server',
  tasks: 'tasks-server',
  remote: 'remote server',
}

/** Where a hop went: a remote server is told by its connection. */
export function targetName({ to, connection }: Pick<Hop, 'to' | 'connection'>): string {
  if (to === 'host') return 'host'
  return to === 'remote' && connection ? connection : partyName(to)
}

export function partyName(party: HopParty): string {
  return parties[party]
}

/** Where the arrow of a hop ends: at its server, at the host, or turned away by the server. */
export type Course = 'sent' | 'held' | 'stopped' | 'turned-away'

export function courseOf({ verdict, credential }: Hop): Course {
  if (verdict === 'needs_approval') return 'held'
  if (verdict === 'allowed') return 'sent'
  return credential.kind === 'none' ? 'stopped' : 'turned-away'
}

/** The course in words, for those who do not see the arrow. */
export function courseWords(hop: Hop): string {
  const to = targetName(hop)
  switch (courseOf(hop)) {
    case 'sent':
      return `${partyName(hop.from)} to ${to}`
    case 'held':
      return `Held at the host, on its way to ${to}`
    case 'stopped':
      return hop.to === 'host' ? 'Stopped at the host' : `Stopped at the host, never sent to ${to}`
    case 'turned-away':
      return isUnanswered(hop) ? `No answer from ${to}` : `Refused by ${to}`
  }
}

/** What to say in place of the verdict's own word: a call that nobody answered was refused by nobody. */
export function wordInstead(hop: Hop): string | undefined {
  return isUnanswered(hop) ? 'No answer' : undefined
}

/** It was on its way with a credential, and nothing usable came back. */
function isUnanswered(hop: Hop): boolean {
  return courseOf(hop) === 'turned-away' && !hop.response
}

export function credentialWords({ credential }: Hop): string {
  switch (credential.kind) {
    case 'session':
      return 'Session'
    case 'api_key':
      return 'API key'
    case 'user_jwt':
      return credential.claims?.cnf ? 'JWT, DPoP' : 'JWT'
    case 'remote_key':
      return 'own key'
    case 'remote_token':
      return 'own token'
    case 'none':
      return 'none issued'
  }
}

/** One outcome per step of the pipeline: the server's checks 7.1, 7.2 … count as step 7. */
export function stepOutcomes(checks: readonly Check[]): { step: string; title: string; outcome: CheckOutcome }[] {
  const steps = new Map<string, Check[]>()
  for (const check of checks) {
    const step = check.step.split('.')[0] ?? check.step
    steps.set(step, [...(steps.get(step) ?? []), check])
  }
  return [...steps].map(([step, parts]) => {
    const decisive =
      parts.find(({ outcome }) => outcome === 'failed') ??
      parts.find(({ outcome }) => outcome === 'waiting') ??
      parts.find(({ outcome }) => outcome === 'not_reached') ??
      parts[0]
    return { step, title: decisive?.title ?? '', outcome: decisive?.outcome ?? 'not_reached' }
  })
}

/** The strip of ticks in words, such as `Check 4 of 9, Flow policy, failed`. */
export function stripWords(checks: readonly Check[]): string {
  const steps = stepOutcomes(checks)
  const stop = steps.findIndex(({ outcome }) => outcome === 'failed' || outcome === 'waiting')
  const stopped = steps[stop]
  if (stopped) {
    return `Check ${stop + 1} of ${steps.length}, ${stopped.title}, ${stopped.outcome === 'failed' ? 'failed' : 'is waiting'}`
  }
  const passed = steps.filter(({ outcome }) => outcome === 'passed').length
  return `${passed} of ${steps.length} checks passed`
}

/** `:4003`, from the address the host called, or nothing when the hop was never sent. */
export function portOf({ request }: Hop): string {
  const host = request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  const port = host?.split(':').at(-1)
  return port && /^\d+$/.test(port) ? `:${port}` : ''
}
