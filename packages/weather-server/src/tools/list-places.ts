import { LIST_PAGE_SIZE, savedPlaceListSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { savedPlaceAnswer } from '../places/saved-place-answer.ts'

export const listPlaces = defineTool({
  name: 'weather_list_places',
  title: 'List saved places',
  description: `Lists the places the caller has saved, by name, at most ${LIST_PAGE_SIZE}.`,
  scope: 'weather:places:read',
  effect: 'read',
  input: z.strictObject({}),
  output: savedPlaceListSchema,
  async run({ caller, db }) {
    const rows = await db.savedPlace.findMany({
      where: { ownerId: caller.ownerId },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: LIST_PAGE_SIZE,
    })
    return { places: rows.map(savedPlaceAnswer) }
  },
})
