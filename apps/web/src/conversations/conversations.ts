import { type ConversationSummary, conversationIdSchema } from '@chaperone/contracts'
import type { TurnState } from '../components/chat/turn-state'
import { database } from '../database'
import { type KeptTurn, shownNow } from './shown-turn'

/** The person's conversations, the one that was used last first. */
export async function listConversations(ownerId: string): Promise<ConversationSummary[]> {
  const rows = await database().withOwner({ ownerId }, (tx) =>
    tx.conversation.findMany({
      where: { ownerId },
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, title: true, updatedAt: true },
    }),
  )
  return rows.map(({ updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString() }))
}

export interface OpenedConversation {
  id: string
  title: string
  turns: TurnState[]
}

/** One conversation as it was shown; null when this person has none by this id. */
export async function openConversation(ownerId: string, id: string): Promise<OpenedConversation | null> {
  if (!conversationIdSchema.safeParse(id).success) return null
  return database().withOwner({ ownerId }, async (tx) => {
    const found = await tx.conversation.findFirst({ where: { id, ownerId }, select: { id: true, title: true } })
    if (!found) return null
    const turns = await tx.conversationTurn.findMany({
      where: { ownerId, conversationId: id },
      orderBy: { position: 'asc' },
      select: { id: true, shown: true, decided: true },
    })
    return { ...found, turns: turns.map((turn) => shownNow(turn as unknown as KeptTurn)) }
  })
}

/** Deletes one conversation of the person, or all. The answer is how many there were. */
export async function deleteConversations(ownerId: string, which: { only: string } | 'all'): Promise<number> {
  const where = which === 'all' ? { ownerId } : { ownerId, id: which.only }
  const { count } = await database().withOwner({ ownerId }, (tx) => tx.conversation.deleteMany({ where }))
  return count
}
