'use client'

import type { ApprovalCard as Card, Decision } from '@chaperone/contracts'
import { useEffect, useId, useRef, useState } from 'react'
import { ApprovalIcon } from '@/components/icons/icons'
import { withInstantWords } from '@/components/time/instant-words'
import { useTimeZone } from '@/components/time/use-time-zone'
import { Button } from '@/components/ui/button'
import { Verdict } from '@/components/verdict/verdict'
import { argumentRows } from './argument-rows.ts'
import { minutesAndSeconds, useTimeLeft } from './use-time-left.ts'

export interface ApprovalCardProps {
  card: Card
  state: 'asked' | 'deciding' | 'approved' | 'denied' | 'closed'
  /** Why the last try to decide failed, or why there is nothing to decide any more. */
  error?: string
  onDecide: (decision: Decision) => void
}

const endings = {
  approved: <Verdict verdict="allowed" word="Approved" />,
  denied: <Verdict verdict="refused" word="Denied by you" />,
  // No verdict of ours: whoever decided it, or the clock, knows it.
  closed: <span className="font-medium">Closed</span>,
}

interface DecidedProps {
  card: Card
  state: keyof typeof endings
  error?: string | undefined
  /** Whether the button that ended it stood here: the focus goes on from this line. */
  hasFocus: boolean
}

function Decided({ card, state, error, hasFocus }: DecidedProps) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hasFocus && document.activeElement === document.body) line.current?.focus()
  }, [hasFocus])
  return (
    <div
      ref={line}
      tabIndex={-1}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-border px-3 py-2"
    >
      {endings[state]}
      <code className="ml-auto truncate text-muted-foreground">{card.tool}</code>
      {error ? (
        <p role="alert" className="basis-full">
          {error}
        </p>
      ) : null}
    </div>
  )
}

function Question({ card }: { card: Card }) {
  const { digest } = card
  const timeZone = useTimeZone()
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
              <bdi>
                {text === null
                  ? 'Something that could not be read with your rights. Deny it unless you know this id.'
                  : withInstantWords(text, timeZone)}
              </bdi>
            </dd>
          </div>
        ))}
        {argumentRows(card.arguments, timeZone).map(({ label, value, isCode }) => (
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
  const [isDecidedHere, setDecided] = useState(false)
  const isOver = secondsLeft === 0
  const isBusy = state === 'deciding'

  function decide(decision: Decision) {
    setDecided(true)
    onDecide(decision)
  }

  if (state !== 'asked' && state !== 'deciding') {
    return <Decided card={card} state={state} error={error} hasFocus={isDecidedHere} />
  }
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
        <Button variant="primary" disabled={isOver || isBusy} onClick={() => decide('approve')}>
          Approve once
        </Button>
        {card.canStand ? (
          <Button disabled={isOver || isBusy} onClick={() => decide('approve_always')}>
            Always allow
          </Button>
        ) : null}
        <Button disabled={isOver || isBusy} onClick={() => decide('deny')}>
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
