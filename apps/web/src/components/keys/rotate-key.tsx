'use client'

import type { ShownKey } from '@chaperone/contracts'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Select } from '@/components/ui/input'
import { rotateKey } from './key-api.ts'
import { useKeyOutcome } from './key-outcome.tsx'
import { KeyText } from './key-text.tsx'
import { useKeyRequest } from './use-key-request.ts'

/** Long enough to give the program its new key; none, where the old one may be known to others. */
const overlaps = [
  { seconds: 3_600, words: 'in an hour' },
  { seconds: 0, words: 'at once' },
  { seconds: 86_400, words: 'in a day' },
  { seconds: 7 * 86_400, words: 'in a week' },
  { seconds: 30 * 86_400, words: 'in 30 days' },
]

/** A successor for a key, and how long both work. */
export function RotateKey({ id, clientId }: { id: string; clientId: string }) {
  const router = useRouter()
  const { tell, lastFocus } = useKeyOutcome()
  const { isBusy, problem, setProblem, send } = useKeyRequest()
  const fieldId = useId()
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState<ShownKey | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const overlapSeconds = Number(new FormData(event.currentTarget).get('overlap'))
    void send(async () => setShown(await rotateKey(id, { overlapSeconds })))
  }

  /** The list changes once the dialog is closed: a row that has ended would take the dialog, and the key, away. */
  function change(toOpen: boolean) {
    setOpen(toOpen)
    if (toOpen) return
    if (shown) {
      tell(`${clientId} has a new key.`)
      router.refresh()
    }
    setShown(null)
    setProblem('')
  }

  return (
    <Dialog
      title={`A new key for ${clientId}, in place of ${id}`}
      description="It has the same rights and lives as long as the old one was made for. The old one goes on working until its end."
      trigger={<Button aria-label={`Rotate ${id} of ${clientId}`}>Rotate</Button>}
      lastFocus={lastFocus}
      isOpen={isOpen}
      onOpenChange={change}
    >
      {shown ? (
        <div className="grid gap-3">
          <KeyText shown={shown} />
          <Button className="justify-self-end" onClick={() => change(false)}>
            Done
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} className="grid gap-3">
          <Field label="The old key ends" htmlFor={fieldId}>
            <Select id={fieldId} name="overlap">
              {overlaps.map(({ seconds, words }) => (
                <option key={seconds} value={seconds}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
          <p role="alert" className="text-refused empty:hidden">
            {problem}
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => change(false)}>Cancel</Button>
            <Button type="submit" variant="primary" aria-disabled={isBusy}>
              Make the new key
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
