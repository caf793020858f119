'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { revokeKey } from './key-api.ts'
import { useKeyOutcome } from './key-outcome.tsx'
import { useKeyRequest } from './use-key-request.ts'

/** Ends a key, once the person has read what stops working. */
export function RevokeKey({ id, clientId, server }: { id: string; clientId: string; server: string }) {
  const router = useRouter()
  const { tell, lastFocus } = useKeyOutcome()
  const cancel = useRef<HTMLButtonElement>(null)
  const { isBusy, problem, send } = useKeyRequest()
  const [isOpen, setOpen] = useState(false)

  async function revoke() {
    await revokeKey(id)
    tell(`${id} of ${clientId} is revoked.`)
    setOpen(false)
    router.refresh()
  }

  return (
    <Dialog
      title={`Revoke ${id} of ${clientId}?`}
      description={`The ${server} server refuses it from the next request on. This cannot be undone.`}
      trigger={<Button aria-label={`Revoke ${id} of ${clientId}`}>Revoke</Button>}
      firstFocus={cancel}
      lastFocus={lastFocus}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <p role="alert" className="mb-3 text-refused empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button ref={cancel} onClick={() => setOpen(false)}>
          Cancel
        </Button>
        <Button variant="primary" aria-disabled={isBusy} onClick={() => void send(revoke)}>
          Revoke
        </Button>
      </div>
    </Dialog>
  )
}
