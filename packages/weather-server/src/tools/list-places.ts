import { LIST_PAGE_SIZE, savedPlaceListSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { savedPlaces } from '../places/saved-places.ts'

export const listPlaces = defineTool({
  name: 'weather_list_places',
  title: 'List saved places',
  description: `Lists the places the caller has saved, by name, at most ${LIST_PAGE_SIZE}.`,
  scope: 'weather:places:read',
  effect: 'read',
  input: z.strictObject({}),
  output: savedPlaceListSchema,
  run: async ({ caller, db }) => ({ places: await savedPlaces({ db, caller }) }),
})
