import type { ConversationSummary } from '@chaperone/contracts'
import { dayAndTime } from '@/components/time/day-and-time'
import { Link } from '@/components/ui/link'
import { ConfirmedDelete } from './confirmed-delete.tsx'
import { conversationPath } from './conversation-path.ts'

/** One conversation of the list. */
export function ConversationRow({
  conversation: { id, title, updatedAt },
  isOpen,
  onOpen,
  onDelete,
}: {
  conversation: ConversationSummary
  isOpen: boolean
  onOpen: () => void
  onDelete: () => void
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 border-b border-border py-1">
      <Link
        href={conversationPath(id)}
        aria-current={isOpen ? 'page' : undefined}
        onClick={onOpen}
        className="min-w-0 flex-1 basis-40 rounded-sm px-2 py-1.5 hover:bg-accent aria-[current]:font-medium"
      >
        <span className="block truncate">{title}</span>
        <span className="block text-xs font-normal tabular-nums text-muted-foreground">
          {dayAndTime(updatedAt)}
          {isOpen ? ', open' : ''}
        </span>
      </Link>
      <ConfirmedDelete label="Delete" name={`Delete “${title}”`} question="Delete it?" onDelete={onDelete} />
    </li>
  )
}
