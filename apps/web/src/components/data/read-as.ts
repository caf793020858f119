import type { Hop } from '@chaperone/contracts'
import type { z } from 'zod'
import { callAs } from '@/host/call-as'
import type { SignedInPerson } from '@/session/current-person'

/** What a page learns from one read, with the hop that shows how it was obtained. */
export type Reading<T> = { isRead: true; data: T; hop: Hop } | { isRead: false; message: string; hop: Hop }

/** Reads through the host as this person, and accepts only a result of the agreed shape. */
export async function readAs<T>(
  person: SignedInPerson,
  call: { connection: string; tool: string; arguments?: Record<string, unknown> },
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const answer = await callAs(person, { arguments: {}, ...call })
  const { hop } = answer
  if (answer.status === 'refused') return { isRead: false, message: answer.message, hop }
  if (answer.status === 'needs_approval') return { isRead: false, message: 'This read asks for approval.', hop }
  const parsed = schema.safeParse(answer.result)
  if (!parsed.success) return { isRead: false, message: 'The server sent a result of another shape.', hop }
  return { isRead: true, data: parsed.data, hop }
}
