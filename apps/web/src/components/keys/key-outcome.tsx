'use client'

import { createContext, type ReactNode, type RefObject, useContext, useRef, useState } from 'react'

interface Outcome {
  say: (outcome: string) => void
  line: RefObject<HTMLElement | null>
}

const OutcomeContext = createContext<Outcome>({ say() {}, line: { current: null } })

/** The keys, below a line that says what came of the last change to one: its row may go, and the focus with it. */
export function KeyOutcome({ children }: { children: ReactNode }) {
  const [outcome, say] = useState('')
  const line = useRef<HTMLParagraphElement>(null)
  return (
    <OutcomeContext value={{ say, line }}>
      <p ref={line} role="status" tabIndex={-1} className="w-fit break-words empty:hidden">
        {outcome}
      </p>
      {children}
    </OutcomeContext>
  )
}

/** Tells an outcome, and where a dialog leaves the focus: nowhere of its own before there is one. */
export function useKeyOutcome() {
  const { say, line } = useContext(OutcomeContext)
  const lastFocus = useRef<HTMLElement>(null)
  function tell(outcome: string) {
    say(outcome)
    lastFocus.current = line.current
  }
  return { tell, lastFocus }
}
