import { z } from 'zod'

const typedSchema = z.object({ title: z.string(), kind: z.string(), url: z.string(), clientId: z.string() }).partial()

/** What an administrator typed of a server that was not added. */
export type TypedServer = z.infer<typeof typedSchema>

/** For the page that follows, which fills it in again. The secret is not kept: it is typed anew. */
export function keepTyped(fields: URLSearchParams): string {
  return JSON.stringify(typedSchema.parse(Object.fromEntries(fields)))
}

/** Anyone may write the cookie it comes in: whatever is no such thing is nothing. */
export function recallTyped(about: string | undefined): TypedServer {
  try {
    return typedSchema.parse(JSON.parse(about ?? '{}'))
  } catch {
    return {}
  }
}
