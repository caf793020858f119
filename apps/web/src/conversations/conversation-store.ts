import {
  CONVERSATIONS_PER_PERSON,
  type Decision,
  newId,
  storableJson,
  storableText,
  TURNS_PER_CONVERSATION,
  type TurnEvent,
} from '@chaperone/contracts'
import type { OwnerTransaction, Prisma } from '@chaperone/db'
import type { ConversationSoFar, KeptResult, Label, LeftByTurn } from '@chaperone/mcp-host'
import { newTurn, type TurnState, unfinished } from '../components/chat/turn-state'
import { database } from '../database'
import { lockPerson } from '../lock-person'
import { fitted, fittedSeen, fittedTurn } from './kept-turn'
import { answerText, type DecidedCall, type KeptTurn, shownNow } from './shown-turn'

/** Conversations in PostgreSQL, each visible to the person it belongs to only. */

const TITLE_CHARACTERS = 80

export interface BegunTurn {
  conversationId: string
  title: string
  turnId: string
  before: Omit<ConversationSoFar, 'leave'>
}

interface ConversationLabel {
  connection: string
  labels: readonly Label[]
}

/**
 * A turn in a conversation of this person, in a new one without an id; null where they have none by this id. Until it is
 * ended it is kept as one that was left.
 */
export async function beginTurn(order: {
  ownerId: string
  conversationId: string | undefined
  message: string
}): Promise<BegunTurn | null> {
  const { ownerId } = order
  const message = storableText(order.message)
  return inOrder(ownerId, async (tx) => {
    const conversation = order.conversationId
      ? await tx.conversation.findFirst({ where: { id: order.conversationId, ownerId } })
      : await create(tx, ownerId, message)
    if (!conversation) return null
    const { id: conversationId, title } = conversation
    const turns = await turnsBefore(tx, { ownerId, conversationId })
    const turnId = newId('turn')
    await tx.conversationTurn.create({
      data: {
        id: turnId,
        conversationId,
        ownerId,
        position: (turns.at(-1)?.position ?? 0) + 1,
        shown: unfinished(newTurn(turnId, message, new Date())) as unknown as Prisma.InputJsonObject,
      },
    })
    const tooMany = turns.slice(0, Math.max(0, turns.length + 1 - TURNS_PER_CONVERSATION))
    await tx.conversationTurn.deleteMany({ where: { ownerId, id: { in: tooMany.map(({ id }) => id) } } })
    await tx.conversation.update({ where: { id: conversationId, ownerId }, data: { updatedAt: new Date() } })

    const seen = turns.flatMap((turn) => turn.seen)
    const labels = conversation.labels as unknown as ConversationLabel[]
    const gone = labels.map((label): KeptResult => ({ ...label, ...NOTHING_KEPT }))
    const earlier = turns.map(shownNow).map((turn) => ({ message: turn.message, answer: answerText(turn) }))
    return {
      conversationId,
      title,
      turnId,
      before: { turnId, earlier, seen: [...seen, ...gone], memory: conversation.memory },
    }
  })
}

/** Of a turn that is kept no more, only what kind of data it held counts on. */
const NOTHING_KEPT = {
  turnId: '',
  hop: 0,
  texts: [],
  numbers: [],
  isWhole: false,
} as const satisfies Partial<KeptResult>

/** Keeps what a turn has shown and left. Nothing, where the conversation was deleted meanwhile. */
export async function endTurn(
  ownerId: string,
  { conversationId, turnId }: Pick<BegunTurn, 'conversationId' | 'turnId'>,
  { shown, left }: { shown: TurnState; left: LeftByTurn },
): Promise<void> {
  await inOrder(ownerId, async (tx) => {
    await addSeen(tx, { ownerId, turnId, seen: left.seen })
    const where = { id: turnId, ownerId }
    const turn = await tx.conversationTurn.findFirst({ where, select: { decided: true } })
    if (!turn) return
    const decided = turn.decided as unknown as DecidedCall[]
    await tx.conversationTurn.update({ where, data: asJson(fittedTurn({ shown, decided })) })
    await keepMemory(tx, { ownerId, conversationId, memory: left.memory })
  })
}

const MEMORY_BYTES = 16 * 1024

async function keepMemory(
  tx: OwnerTransaction,
  { ownerId, conversationId, memory }: { ownerId: string; conversationId: string; memory: unknown },
): Promise<void> {
  const kept = storableJson(fitted(memory, MEMORY_BYTES))
  await tx.$executeRaw`
    UPDATE access.conversations SET memory = ${kept}::jsonb, updated_at = clock_timestamp()
    WHERE id = ${conversationId} AND owner_id = ${ownerId}`
}

/**
 * Keeps what the person decided about a held call and what came of it, where its turn belongs to a conversation.
 * `remember` makes what the planner keeps from now on out of what it kept.
 */
export async function recordDecision(
  ownerId: string,
  turnId: string,
  decided: { approvalId: string; decision: Decision; events: readonly TurnEvent[]; seen: readonly KeptResult[] },
  remember: (memory: unknown) => unknown = (memory) => memory,
): Promise<void> {
  const { approvalId, decision, events, seen } = decided
  const call: DecidedCall = { approvalId, state: decision === 'deny' ? 'denied' : 'approved', events }
  await inOrder(ownerId, async (tx) => {
    await addSeen(tx, { ownerId, turnId, seen })
    const where = { id: turnId, ownerId }
    const turn = await tx.conversationTurn.findFirst({ where, omit: { seen: true }, include: { conversation: true } })
    if (!turn) return
    const before = turn as unknown as KeptTurn
    const kept = fittedTurn({ shown: before.shown, decided: [...before.decided, call] })
    await tx.conversationTurn.update({ where, data: asJson(kept) })
    const { id, memory } = turn.conversation
    await keepMemory(tx, { ownerId, conversationId: id, memory: remember(memory) })
  })
}

/** To the turn, and to what its conversation holds for as long as there is one. */
async function addSeen(
  tx: OwnerTransaction,
  { ownerId, turnId, seen }: { ownerId: string; turnId: string; seen: readonly KeptResult[] },
): Promise<void> {
  const where = { id: turnId, ownerId }
  const turn = await tx.conversationTurn.findFirst({ where, select: { seen: true, conversation: true } })
  if (!turn || seen.length === 0) return
  const { id, labels } = turn.conversation
  const all = withLabels(labels as unknown as ConversationLabel[], seen)
  await tx.conversation.update({
    where: { id, ownerId },
    data: { labels: all as unknown as Prisma.InputJsonArray },
  })
  const kept = storableJson(fittedSeen(turn.seen as unknown as KeptResult[], seen))
  await tx.$executeRaw`
    UPDATE access.conversation_turns SET seen = ${kept}::jsonb WHERE id = ${turnId} AND owner_id = ${ownerId}`
}

function withLabels(known: readonly ConversationLabel[], seen: readonly KeptResult[]): ConversationLabel[] {
  const all = new Map(known.map(({ connection, labels }) => [connection, new Set(labels)]))
  for (const { connection, labels } of seen) all.set(connection, new Set([...(all.get(connection) ?? []), ...labels]))
  return Array.from(all, ([connection, labels]) => ({ connection, labels: [...labels] }))
}

async function create(tx: OwnerTransaction, ownerId: string, message: string) {
  const kept = await tx.conversation.findMany({
    where: { ownerId },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: { id: true },
  })
  const tooMany = kept.slice(CONVERSATIONS_PER_PERSON - 1).map(({ id }) => id)
  await tx.conversation.deleteMany({ where: { ownerId, id: { in: tooMany } } })
  const line = message.replace(/\s+/g, ' ')
  const title = line.length > TITLE_CHARACTERS ? `${line.slice(0, TITLE_CHARACTERS - 1).toWellFormed()}…` : line
  return tx.conversation.create({ data: { id: newId('conversation'), ownerId, title } })
}

/** The turns of a conversation, the oldest first: their words, and nothing of what went over the wire. */
function turnsBefore(
  tx: OwnerTransaction,
  { ownerId, conversationId }: { ownerId: string; conversationId: string },
): Promise<(KeptTurn & { position: number; seen: KeptResult[] })[]> {
  return tx.$queryRaw`
    SELECT id, position, seen, shown || '{"hops": [], "steps": [], "held": []}' AS shown, (
      SELECT coalesce(jsonb_agg(jsonb_set(call, '{events}', said) ORDER BY place), '[]')
      FROM jsonb_array_elements(decided) WITH ORDINALITY AS calls (call, place),
        jsonb_path_query_array(call, '$.events[*] ? (@.type == "answer")') AS said
    ) AS decided
    FROM access.conversation_turns WHERE owner_id = ${ownerId} AND conversation_id = ${conversationId}
    ORDER BY position`
}

function asJson({ shown, decided }: Omit<KeptTurn, 'id'>) {
  return { shown: shown as unknown as Prisma.InputJsonObject, decided: decided as unknown as Prisma.InputJsonArray }
}

/** What one person does at once in several windows happens one after the other. */
function inOrder<Result>(ownerId: string, work: (tx: OwnerTransaction) => Promise<Result>): Promise<Result> {
  return database().withOwner({ ownerId }, async (tx) => {
    await lockPerson(tx, ownerId)
    return work(tx)
  })
}
