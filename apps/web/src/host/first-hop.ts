import type { Hop } from '@chaperone/contracts'
import type { Principal } from '@chaperone/mcp-host'

/** The request that starts a turn, as the first line of its trace: who asked, and how the host knows. */
export function firstHop(principal: Principal, number: number, startedAt: Date): Hop {
  const isSession = principal.via === 'session'
  return {
    number,
    from: isSession ? 'browser' : 'program',
    to: 'host',
    label: 'POST /api/host/turns',
    scope: isSession ? 'same origin' : 'host:call',
    credential: { kind: isSession ? 'session' : 'user_jwt' },
    verdict: 'allowed',
    reason: isSession ? 'Signed in, and sent by this app’s own page.' : 'A token of the person for the host.',
    decidedBy: { file: 'apps/web/src/session/authenticate.ts', threat: 'SES-01' },
    checks: [
      passed('1.1', isSession ? 'Origin is this app' : 'Token in the Authorization header', 'SES-01'),
      passed('1.2', isSession ? 'Session cookie decrypts and is in time' : 'Signature, issuer, time', 'SES-07'),
      passed('1.3', 'Token for the host, one audience', 'AUD-17'),
    ],
    startedAt: startedAt.toISOString(),
    durationMilliseconds: Math.max(0, Date.now() - startedAt.getTime()),
  }
}

function passed(step: string, title: string, threat: string): Hop['checks'][number] {
  return { step, title, threat, place: 'host_before', outcome: 'passed' }
}
