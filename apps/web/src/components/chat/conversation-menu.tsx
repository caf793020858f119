'use client'

import { useState } from 'react'
import { ConversationsIcon, PlusIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ConversationList } from './conversation-list.tsx'
import { moveOn } from './use-focus-after-move.ts'

/** The person's conversations, behind a button: each can be opened and deleted. */
export function ConversationMenu({ openId, onStartOver }: { openId: string | null; onStartOver: () => void }) {
  const [isOpen, setOpen] = useState(false)

  function startOver() {
    setOpen(false)
    moveOn()
    onStartOver()
  }

  function open(id: string) {
    setOpen(false)
    if (id !== openId) moveOn()
  }

  return (
    <Dialog
      title="Conversations"
      description="Kept for you alone, with their wire, until you delete them. Of many, the ones that you used last are kept."
      trigger={
        <Button variant="quiet" size="icon" aria-label="Conversations">
          <ConversationsIcon />
        </Button>
      }
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Button className="mb-3" onClick={startOver}>
        <PlusIcon />
        New conversation
      </Button>
      <ConversationList openId={openId} onOpen={open} onOpenGone={startOver} />
    </Dialog>
  )
}
