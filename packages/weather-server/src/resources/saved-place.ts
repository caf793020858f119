import { LIST_PAGE_SIZE, placeIdSchema, savedPlaceSchema } from '@chaperone/contracts'
import { notFound } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineResource } from '../define-tool.ts'
import { savedPlaceAnswer } from '../places/saved-place-answer.ts'
import { savedPlaces } from '../places/saved-places.ts'

/** The place alone: its weather has a scope of its own. */
export const savedPlaceResource = defineResource({
  name: 'saved_place',
  title: 'A saved place',
  description: `One of the caller’s saved places, with the coordinates that weather_forecast takes. The first ${LIST_PAGE_SIZE} by name are listed.`,
  scope: 'weather:places:read',
  uriTemplate: 'weather://places/{placeId}',
  params: z.strictObject({ placeId: placeIdSchema }),
  mimeType: 'application/json',
  content: savedPlaceSchema,
  async list({ caller, db }) {
    const places = await savedPlaces({ db, caller })
    return places.map(({ id, name, country }) => ({
      params: { placeId: id },
      name: id,
      title: `${name}, ${country}`,
    }))
  },
  async read({ input: { placeId }, caller, db }) {
    const place = await db.savedPlace.findFirst({ where: { id: placeId, ownerId: caller.ownerId } })
    if (!place) throw notFound('place')
    return savedPlaceAnswer(place)
  },
})
