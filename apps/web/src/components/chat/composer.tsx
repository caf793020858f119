'use client'

import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { SendIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'

const MAX_CHARACTERS = 2_000

/** The message field. Enter sends, Shift and Enter make a new line. Stop stands beside Send, so that a double click does not stop. */
export function Composer({
  field,
  isBusy,
  canStop,
  onSend,
  onStop,
}: {
  field: RefObject<HTMLTextAreaElement | null>
  isBusy: boolean
  canStop: boolean
  onStop: () => void
  onSend: (message: string) => void
}) {
  const [text, setText] = useState('')

  function send(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    const message = text.trim()
    if (!message || isBusy) return
    setText('')
    onSend(message)
  }

  return (
    <form className="composer" onSubmit={send}>
      <label className="sr-only" htmlFor="message">
        Message
      </label>
      <textarea
        id="message"
        ref={field}
        rows={1}
        maxLength={MAX_CHARACTERS}
        placeholder="Ask about tasks, calendar or weather"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event)
        }}
      />
      {canStop ? (
        <Button type="button" onClick={onStop}>
          Stop
        </Button>
      ) : null}
      <Button type="submit" size="icon" aria-label="Send" aria-disabled={isBusy}>
        <SendIcon />
      </Button>
    </form>
  )
}
