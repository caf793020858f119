'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

/** A button that asks once more in its own place, with the focus on the answer that changes nothing. */
export function ConfirmedDelete({
  label,
  name,
  question,
  onDelete,
}: {
  label: string
  /** For those who do not see what is around it. */
  name: string
  question: string
  onDelete: () => void
}) {
  const [isAsking, setAsking] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isAsking) keep.current?.focus()
  }, [isAsking])

  if (!isAsking) {
    return (
      <Button variant="quiet" size="quiet" aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    <fieldset className="ml-auto flex items-center gap-2 pl-2" aria-label={name}>
      <span>{question}</span>
      <Button
        onClick={() => {
          setAsking(false)
          onDelete()
        }}
      >
        Delete
      </Button>
      <Button ref={keep} variant="quiet" size="quiet" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </fieldset>
  )
}
