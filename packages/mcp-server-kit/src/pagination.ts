import { LIST_PAGE_SIZE } from '@chaperone/contracts'
import { z } from 'zod'
import { ToolError } from './tool-error.ts'

const MAX_CURSOR_CHARACTERS = 4_000

/** The argument with which a list goes on. */
export const cursorSchema = z
  .string()
  .max(MAX_CURSOR_CHARACTERS)
  .describe('nextCursor of the page before; without it, the first page')

/**
 * Where a list goes on: the sort key of the last row shown, in a text that clients pass back unread. It is not signed,
 * because it grants nothing: the query around it still shows only the caller's rows. `Key` comes back validated.
 *
 * `read` throws ToolError `invalid_arguments` for anything that `write` did not make for this list.
 */
export function cursorOf<Key>(schema: z.ZodType<Key>) {
  return {
    write(key: Key): string {
      return Buffer.from(JSON.stringify(key)).toString('base64url')
    },
    read(cursor: string, isOfThisList: (key: Key) => boolean = () => true): Key {
      const key = schema.safeParse(parse(cursor))
      if (key.success && isOfThisList(key.data)) return key.data
      throw new ToolError('invalid_arguments', 'This cursor does not belong to this list. Start again without one.')
    },
  }
}

/** The first page of rows that were asked for one more than fits, and the row after which the next one starts. */
export function pageOf<Row>(rows: readonly Row[]): { page: Row[]; last: Row | null } {
  const page = rows.slice(0, LIST_PAGE_SIZE)
  return { page, last: rows.length > LIST_PAGE_SIZE ? (page.at(-1) ?? null) : null }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
