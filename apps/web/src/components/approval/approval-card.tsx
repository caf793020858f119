'use client'

import type { ApprovalCard as Card, Decision } from '@chaperone/contracts'
import { useId } from 'react'
import { ApprovalIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'
import { Verdict } from '@/components/verdict/verdict'
import { argumentRows } from './argument-rows.ts'
import { minutesAndSeconds, useTimeLeft } from './use-time-left.ts'

export interface ApprovalCardProps {
  card: Card
  state: 'asked' | 'deciding' | 'approved' | 'denied'
  /** Why the last try to decide failed. */
  error?: string
  onDecide: (decision: Decision) => void
}

function Decided({ card, state }: { card: Card; state: 'approved' | 'denied' }) {
  return (
    <p className="flex items-center gap-3 rounded-md border border-border px-3 py-2">
      {state === 'approved' ? (
        <Verdict verdict="allowed" word="Approved" />
      ) : (
        <Verdict verdict="refused" word="Denied by you" />
      )}
      <code className="ml-auto truncate text-muted-foreground">{card.tool}</code>
    </p>
  )
}

function Question({ card }: { card: Card }) {
  const { digest } = card
  return (
    <>
      {card.reason ? <p className="px-3 pt-2 font-medium">{card.reason}</p> : null}
      <dl>
        <dt>Call</dt>
        <dd>
          <code>{card.tool}</code>
          {card.connection === card.tool.split('_')[0] ? null : (
            <span className="text-muted-foreground"> through {card.connection}</span>
          )}
        </dd>
        {card.program === null ? null : (
          <>
            <dt>Asked by</dt>
            <dd className="break-all font-mono">
              <bdi>{card.program}</bdi>
            </dd>
          </>
        )}
        {card.subjects.map(({ argument, text }) => (
          <div key={argument} className="contents">
            <dt>About</dt>
            <dd className={text ? 'font-medium' : 'text-refused'}>
              <bdi>{text ?? 'Something that could not be read with your rights. Deny it unless you know this id.'}</bdi>
            </dd>
          </div>
        ))}
        {argumentRows(card.arguments).map(({ label, value, isCode }) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className={isCode ? 'font-mono' : 'tabular-nums'}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        <dt>Bound to</dt>
        <dd
          className="truncate font-mono"
          title={`SHA-256 of person, connection, tool, definition and canonical arguments: ${digest}`}
        >
          sha256 {digest.slice(0, 12)}…{digest.slice(-10)}
        </dd>
      </dl>
      <details className="px-3 pb-3 text-xs text-muted-foreground">
        <summary className="w-fit">Exact arguments</summary>
        <pre className="http mt-1 whitespace-pre-wrap text-foreground">{JSON.stringify(card.arguments, null, 2)}</pre>
      </details>
    </>
  )
}

/** Asks the person about one call, with its exact arguments and the time left to decide. */
export function ApprovalCard({ card, state, error, onDecide }: ApprovalCardProps) {
  const titleId = useId()
  const secondsLeft = useTimeLeft(card.expiresAt)
  if (state === 'approved' || state === 'denied') return <Decided card={card} state={state} />
  const isOver = secondsLeft === 0
  const isBusy = state === 'deciding'
  return (
    <section className="approval" aria-labelledby={titleId}>
      <header>
        <h3 id={titleId} className="verdict" data-verdict="needs_approval">
          <ApprovalIcon />
          Needs your approval
        </h3>
        <span className="ml-auto font-mono tabular-nums" role="timer">
          {isOver ? 'expired' : `${minutesAndSeconds(secondsLeft)} left`}
        </span>
      </header>
      <Question card={card} />
      {error ? (
        <p role="alert" className="px-3 pb-3 text-refused">
          {error}
        </p>
      ) : null}
      <footer>
        <Button variant="primary" disabled={isOver || isBusy} onClick={() => onDecide('approve')}>
          Approve once
        </Button>
        {card.canStand ? (
          <Button disabled={isOver || isBusy} onClick={() => onDecide('approve_always')}>
            Always allow
          </Button>
        ) : null}
        <Button disabled={isOver || isBusy} onClick={() => onDecide('deny')}>
          Deny
        </Button>
        <small>
          {isOver ? (
            'Nothing happened. Ask again to get a new card.'
          ) : (
            <>
              Once: these arguments.
              <br />
              {card.canStand ? 'Always: this tool, until you withdraw it under Account.' : 'Any change asks again.'}
            </>
          )}
        </small>
      </footer>
    </section>
  )
}
