import { placeIdSchema } from '@chaperone/contracts'
import { notFound } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'

export const removePlace = defineTool({
  name: 'weather_remove_place',
  title: 'Remove a saved place',
  description: 'Removes one place from the caller’s saved places. This cannot be undone.',
  scope: 'weather:places:write',
  effect: 'destroy',
  input: z.strictObject({ placeId: placeIdSchema }),
  output: z.strictObject({ removed: z.literal(true) }),
  async run({ input: { placeId }, caller, db }) {
    const { count } = await db.savedPlace.deleteMany({ where: { id: placeId, ownerId: caller.ownerId } })
    if (count === 0) throw notFound('place')
    return { removed: true as const }
  },
})
