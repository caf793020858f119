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
  async question({ input: { placeId }, caller, db }) {
    const place = await db.savedPlace.findFirst({ where: { id: placeId, ownerId: caller.ownerId } })
    if (!place) throw notFound('place')
    return `Remove ${place.name}, ${place.country}, from your saved places?`
  },
  async run({ input: { placeId }, caller, db }) {
    const { count } = await db.savedPlace.deleteMany({ where: { id: placeId, ownerId: caller.ownerId } })
    if (count === 0) throw notFound('place')
    return { removed: true as const }
  },
})
