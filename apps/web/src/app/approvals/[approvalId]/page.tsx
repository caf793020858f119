import type { Metadata } from 'next'
import { PendingApproval } from '@/components/approval/pending-approval'
import { EmptyNotice } from '@/components/data/notices'
import { PageShell } from '@/components/shell/page-shell'
import { findPending } from '@/host/approval-store'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Approve a change' }

/** Where a program sends the person whose change it proposed. Opening the page decides nothing. */
export default async function ApprovalPage({ params }: { params: Promise<{ approvalId: string }> }) {
  const { approvalId } = await params
  const person = await requirePerson(`/approvals/${encodeURIComponent(approvalId)}`)
  const card = await findPending(person.id, approvalId)
  return (
    <PageShell person={person} title="Approve a change">
      {card ? (
        <PendingApproval card={card} />
      ) : (
        <EmptyNotice>
          There is nothing to decide here: it was decided before, its time is up, or it is not yours.
        </EmptyNotice>
      )}
    </PageShell>
  )
}
