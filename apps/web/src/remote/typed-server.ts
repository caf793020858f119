import { NotOpened, seal, unseal } from '@chaperone/db'
import { z } from 'zod'
import { env } from '../env'
import type { Person } from '../session/person'

const typedSchema = z.object({ title: z.string(), kind: z.string(), url: z.string(), clientId: z.string() }).partial()

/** What an administrator typed of a server that was not added. */
export type TypedServer = z.infer<typeof typedSchema>

/**
 * For the page that follows, which fills it in again: for this person alone, and sealed, since anyone may write a cookie
 * that this browser sends. The secret is not kept: it is typed anew.
 */
export function keepTyped({ id }: Pick<Person, 'id'>, fields: URLSearchParams): string {
  return seal(env().MASTER_KEY, nameFor(id), JSON.stringify(typedSchema.parse(Object.fromEntries(fields))))
}

/** Nothing, where it is not what this person typed. */
export function recallTyped({ id }: Pick<Person, 'id'>, kept: string | undefined): TypedServer {
  try {
    return kept ? typedSchema.parse(JSON.parse(unseal(env().MASTER_KEY, nameFor(id), kept))) : {}
  } catch (error) {
    if (error instanceof NotOpened) return {}
    throw error
  }
}

function nameFor(person: string): string {
  return `typed server ${person}`
}
