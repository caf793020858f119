import type { Check, Hop, HopParty, TraceCredential, Verdict } from '@chaperone/contracts'
import type { Exchange } from '../capped-fetch.ts'
import { type CheckDefinition, plannedChecks, serverChecks } from './checks.ts'
import { maskExchange } from './mask.ts'

type Named = Pick<CheckDefinition, 'step' | 'threat' | 'file'>

export interface HopRecorder {
  readonly hop: Hop
  /** Runs one check and writes its outcome down: passed when it returns, failed when it throws. */
  check<T>(definition: Named, run: () => T | Promise<T>): Promise<T>
  /** Replaces the words of a check by what it found. */
  retitle(step: string, title: string): void
  presented(credential: TraceCredential): void
  /** Another credential of the same kind takes the place of the first. */
  presentedAnew(credential: TraceCredential): void
  exchanged(exchange: Exchange | null, lastPassedOnReceipt: 'all' | 'none' | 'scope'): void
  waiting(definition: Named, reason: string): void
  close(verdict: Verdict, reason: string): void
}

/** Follows one call from host to server, check by check. `publish` gets a copy after every change. */
export function recordHop(
  start: { number: number; to: HopParty; label: string; connection: string; startedAt: Date },
  publish: (hop: Hop) => void,
): HopRecorder {
  const hop: Hop = {
    number: start.number,
    from: 'host',
    to: start.to,
    label: start.label,
    connection: start.connection,
    scope: '',
    credential: { kind: 'none' },
    verdict: 'refused',
    reason: '',
    decidedBy: { file: '', threat: '' },
    checks: plannedChecks(),
    startedAt: start.startedAt.toISOString(),
    durationMilliseconds: null,
  }
  const clock = performance.now()

  function mark(step: string, outcome: Check['outcome']): void {
    hop.checks = hop.checks.map((check) => (check.step === step ? { ...check, outcome } : check))
  }

  function decided({ threat, file }: Named): void {
    hop.decidedBy = { file, threat }
  }

  return {
    hop,
    async check(definition, run) {
      try {
        const value = await run()
        mark(definition.step, 'passed')
        return value
      } catch (error) {
        decided(definition)
        if (hop.checks.find((check) => check.step === definition.step)?.outcome !== 'waiting') {
          mark(definition.step, 'failed')
        }
        throw error
      }
    },
    retitle(step, title) {
      hop.checks = hop.checks.map((check) => (check.step === step ? { ...check, title } : check))
    },
    presented(credential) {
      hop.credential = credential
      const onReceipt = serverChecks(credential).map(
        ({ step, title, place, threat }): Check => ({ step, title, place, threat, outcome: 'not_reached' }),
      )
      hop.checks = hop.checks.flatMap((check) => (check.step === '7' ? onReceipt : [check]))
    },
    presentedAnew(credential) {
      hop.credential = credential
    },
    exchanged(exchange, lastPassedOnReceipt) {
      if (exchange) Object.assign(hop, maskExchange(exchange))
      const definitions = serverChecks(hop.credential)
      const scopeIndex = definitions.findIndex(({ threat }) => threat === 'SCP-01')
      // Without a detailed answer only this is certain: a 401 comes after the transport checks, a 403 at the scope.
      const failedIndex = { all: definitions.length, none: 1, scope: scopeIndex }[lastPassedOnReceipt]
      for (const [index, { step }] of definitions.entries()) {
        if (index < failedIndex) mark(step, 'passed')
        if (index === failedIndex) mark(step, 'failed')
      }
      const decider = definitions[Math.min(failedIndex, scopeIndex)]
      if (decider) decided(decider)
    },
    waiting(definition, reason) {
      decided(definition)
      mark(definition.step, 'waiting')
      hop.verdict = 'needs_approval'
      hop.reason = reason
      publish(structuredClone(hop))
    },
    close(verdict, reason) {
      hop.verdict = verdict
      hop.reason = reason
      hop.durationMilliseconds = verdict === 'needs_approval' ? null : Math.round(performance.now() - clock)
      publish(structuredClone(hop))
    },
  }
}
