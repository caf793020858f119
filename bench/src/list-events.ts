import type { OwnerTransaction } from '@chaperone/db'
import { z } from 'zod'
import { ROWS_PER_OWNER } from './owners.ts'

/** What every server of the comparison offers. */
export const TOOL = 'bench_list_events'
export const DESCRIPTION = 'Lists the next events of one owner.'

/** For servers that know their caller. */
export const callerInputSchema = z.strictObject({})
/** For servers without security: whoever asks may name anyone. */
export const ownerInputSchema = z.strictObject({ ownerId: z.string() })

/** For servers whose documentation makes the schemas for each request. */
export const describeOutput = () =>
  z.strictObject({
    events: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        timeZone: z.string(),
        location: z.string().nullable(),
      }),
    ),
  })
export const outputSchema = describeOutput()

/** What an answer shows of an event. */
const shown = { id: true, title: true, startsAt: true, endsAt: true, timeZone: true, location: true } as const

/** The one read that is compared: 20 rows of an owner, through Prisma, of the columns that are answered. */
export async function listEvents(
  db: Pick<OwnerTransaction, 'event'>,
  ownerId: string,
): Promise<z.infer<typeof outputSchema>> {
  const rows = await db.event.findMany({
    where: { ownerId },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: shown,
    take: ROWS_PER_OWNER,
  })
  return {
    events: rows.map(({ id, title, startsAt, endsAt, timeZone, location }) => ({
      id,
      title,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      timeZone,
      location,
    })),
  }
}

/** As every server answers it: as text and as structured content. */
export function toolResult(output: z.infer<typeof outputSchema>) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(output) }], structuredContent: output }
}
