'use client'

import type { ConversationSummary } from '@chaperone/contracts'
import { useCallback, useEffect, useState } from 'react'
import { deleteConversations, listConversations } from '@/components/host-api/conversations'
import { HostApiError } from '@/components/host-api/host-api-error'

export interface Conversations {
  /** Null until they are there. */
  conversations: readonly ConversationSummary[] | null
  error: string | null
  /** Deletes one, or all without an id. False when that failed, which is said. */
  remove(id?: string): Promise<boolean>
}

/** The person's conversations as the host has them now: another browser may have added some. */
export function useConversations(): Conversations {
  const [conversations, setConversations] = useState<readonly ConversationSummary[] | null>(null)
  const [error, setError] = useState<string | null>(null)

  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work()
      setError(null)
      return true
    } catch (problem) {
      setError(problem instanceof HostApiError ? problem.message : 'The host could not be reached. Try again.')
      return false
    }
  }, [])

  useEffect(() => {
    void attempt(async () => setConversations(await listConversations()))
  }, [attempt])

  const remove = useCallback(
    (id?: string) =>
      attempt(async () => {
        await deleteConversations(id)
        setConversations((all) => (id === undefined ? [] : (all?.filter((one) => one.id !== id) ?? null)))
      }),
    [attempt],
  )

  return { conversations, error, remove }
}
