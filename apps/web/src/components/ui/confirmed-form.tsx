'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmedFormProps {
  action: string
  /** Of the button that asks. `name` says more to those who do not see what is around it. */
  button: { text: string; name?: string; className?: string }
  title: string
  /** What will end, in a sentence. */
  consequence: string
  /** What the button that sends the form does, in a word. */
  verb: string
  /** Hidden fields. */
  children: ReactNode
}

/** A form that ends something, sent once the person has read what. Only the dialog holds it, so nothing else sends it. */
export function ConfirmedForm({ action, button, title, consequence, verb, children }: ConfirmedFormProps) {
  const [isOpen, setOpen] = useState(false)
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title={title}
      description={consequence}
      trigger={
        <Button aria-label={button.name} className={button.className}>
          {button.text}
        </Button>
      }
      firstFocus={cancel}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <form method="post" action={action} className="flex justify-end gap-2">
        {children}
        <Button ref={cancel} onClick={() => setOpen(false)}>
          Cancel
        </Button>
        <Button type="submit" variant="primary">
          {verb}
        </Button>
      </form>
    </Dialog>
  )
}
