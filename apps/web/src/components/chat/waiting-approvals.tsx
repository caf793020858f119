import type { ApprovalCard } from '@chaperone/contracts'
import { argumentRows } from '@/components/approval/argument-rows'
import { ApprovalIcon } from '@/components/icons/icons'
import { withInstantWords } from '@/components/time/instant-words'
import { useTimeZone } from '@/components/time/use-time-zone'
import { Link } from '@/components/ui/link'

/** What it is about: the first argument that is no id, and the names that the servers have for the ids. */
function subjectOf(card: ApprovalCard, timeZone: string | null): string {
  const rows = argumentRows(card.arguments, timeZone)
  const subjects = card.subjects.map(({ text }) => text && withInstantWords(text, timeZone))
  const told = [rows.find(({ isCode }) => !isCode)?.value, ...subjects].filter(Boolean)
  return told.length > 0 ? told.join(' · ') : (rows[0]?.value ?? card.tool)
}

/** What was asked before this page was opened and can still be decided: a link each to its own page. */
export function WaitingApprovals({ cards }: { cards: readonly ApprovalCard[] }) {
  const timeZone = useTimeZone()
  if (cards.length === 0) return null
  return (
    <section aria-labelledby="waiting-title" className="mb-5">
      <h3 id="waiting-title" className="verdict mb-1" data-verdict="needs_approval">
        <ApprovalIcon />
        Waits for your approval
      </h3>
      <ul className="border-t border-border">
        {cards.map((card) => (
          <li key={card.id} className="border-b border-border">
            <Link href={`/approvals/${card.id}`} className="block px-2 py-2 hover:bg-accent">
              {card.title}
              <span className="block truncate text-xs text-muted-foreground">{subjectOf(card, timeZone)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
