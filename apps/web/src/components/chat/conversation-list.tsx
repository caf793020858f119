'use client'

import { ConfirmedDelete } from './confirmed-delete.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { useConversations } from './use-conversations.ts'

/** The person's conversations, the one that was used last first. */
export function ConversationList({
  openId,
  onOpen,
  onOpenGone,
}: {
  /** The one that the page shows. */
  openId: string | null
  onOpen: (id: string) => void
  /** Called when the one that the page shows was deleted. */
  onOpenGone: () => void
}) {
  const { conversations, error, remove } = useConversations()

  async function removeOne(id?: string) {
    const isGone = await remove(id)
    if (isGone && openId !== null && (id === undefined || id === openId)) onOpenGone()
  }

  return (
    <>
      {error ? (
        <p role="alert" className="mb-3 text-refused">
          {error}
        </p>
      ) : null}
      {conversations === null && !error ? <p className="text-muted-foreground">Reading your conversations…</p> : null}
      {conversations?.length === 0 ? (
        <p className="text-muted-foreground">You have none yet. The first message begins one.</p>
      ) : null}
      {conversations && conversations.length > 0 ? (
        <>
          <ul className="border-t border-border">
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isOpen={conversation.id === openId}
                onOpen={() => onOpen(conversation.id)}
                onDelete={() => void removeOne(conversation.id)}
              />
            ))}
          </ul>
          <div className="mt-3 flex min-h-10 items-center gap-2 md:min-h-7">
            <ConfirmedDelete
              label="Delete all"
              name="Delete all conversations"
              question={
                conversations.length === 1 ? 'Delete your conversation?' : `Delete all ${conversations.length}?`
              }
              onDelete={() => void removeOne()}
            />
          </div>
        </>
      ) : null}
    </>
  )
}
