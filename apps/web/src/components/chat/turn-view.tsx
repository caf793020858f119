import type { Decision } from '@chaperone/contracts'
import { ApprovalCard } from '@/components/approval/approval-card'
import { RefusedIcon } from '@/components/icons/icons'
import { clockTime } from '@/components/time/clock-time'
import { Button } from '@/components/ui/button'
import { WireLink } from '@/components/wire/wire-link'
import { Answer } from './answer.tsx'
import { partsNow } from './answer-blocks.ts'
import { Plan } from './plan.tsx'
import type { TurnState } from './turn-state.ts'

function Speaker({ name, instant, note }: { name: string; instant: string | null; note?: string }) {
  return (
    <h3 className="mb-0.5 flex items-baseline gap-2">
      {name}
      {instant ? (
        <time className="font-mono text-xs font-normal text-faint-foreground" dateTime={instant}>
          {clockTime(instant)}
        </time>
      ) : null}
      {note ? <span className="text-xs font-normal text-faint-foreground">{note}</span> : null}
    </h3>
  )
}

function Failure({ message, retry, onRetry }: { message: string; retry: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-refused-border bg-refused-surface p-3"
    >
      <p className="verdict whitespace-normal" data-verdict="refused">
        <RefusedIcon />
        {message}
      </p>
      <Button onClick={onRetry}>{retry}</Button>
    </div>
  )
}

const remedies = { new_conversation: 'Ask in a new conversation', sign_in: 'Sign in again' }

export interface TurnViewProps {
  turn: TurnState
  personName: string
  /** Whether the wire shows this turn. */
  isOnWire: boolean
  /** Whether there are several turns to choose from. */
  isOneOfMany: boolean
  onDecide: (approvalId: string, decision: Decision) => void
  onAskAgain: () => void
}

/** One turn in the thread: the person's words, the plan, the answer, what waits for approval. */
export function TurnView({ turn, personName, isOnWire, isOneOfMany, onDecide, onAskAgain }: TurnViewProps) {
  const answer = partsNow(turn.answer, turn.hops)
  const isAnswering = answer.length > 0 || turn.isRunning
  return (
    <>
      <article>
        <div className="flex items-start gap-2">
          <Speaker name={personName} instant={turn.startedAt} />
          {isOneOfMany && turn.id ? (
            <WireLink
              place={{ pane: 'wire', turn: turn.id }}
              className="chip ml-auto mt-0.5 aria-[current]:border-foreground aria-[current]:text-foreground"
              aria-current={isOnWire ? 'true' : undefined}
            >
              {isOnWire ? 'on the wire' : `${turn.hops.length} ${turn.hops.length === 1 ? 'hop' : 'hops'}`}
            </WireLink>
          ) : null}
        </div>
        <p className="prose">{turn.message}</p>
      </article>
      <Plan steps={turn.steps} planner={turn.planner} hops={turn.hops} turnId={turn.id} />
      {isAnswering ? (
        <article>
          {/* A plan names its planner; an answer without one does so itself. */}
          <Speaker name="Agent" instant={turn.answeredAt} note={turn.steps.length === 0 ? turn.planner : ''} />
          <Answer parts={answer} hops={turn.hops} turnId={turn.id} isRunning={turn.isRunning} />
        </article>
      ) : null}
      {turn.held.map(({ card, state, error }) => (
        <ApprovalCard
          key={card.id}
          card={card}
          state={state}
          {...(error && { error })}
          onDecide={(decision) => onDecide(card.id, decision)}
        />
      ))}
      {turn.error ? (
        <Failure message={turn.error} retry={turn.remedy ? remedies[turn.remedy] : 'Ask again'} onRetry={onAskAgain} />
      ) : null}
    </>
  )
}
