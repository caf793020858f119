import {
  latitudeSchema,
  lineSchema,
  longitudeSchema,
  newId,
  savedPlaceSchema,
  timeZoneSchema,
} from '@chaperone/contracts'
import { ToolError } from '@chaperone/mcp-server-kit'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { decimals } from '../forecast/rounding.ts'
import { savedPlaceAnswer } from '../places/saved-place-answer.ts'

/** About ten metres: the same place, found twice, is one row. */
const COORDINATE_DECIMALS = 4

const MAX_PLACES = 500

export const savePlace = defineTool({
  name: 'weather_save_place',
  title: 'Save a place',
  description: 'Adds a place to the caller’s saved places. Saving it again returns the one saved first.',
  scope: 'weather:places:write',
  effect: 'write',
  input: z.strictObject({
    name: lineSchema(200),
    country: lineSchema(200),
    latitude: latitudeSchema,
    longitude: longitudeSchema,
    timeZone: timeZoneSchema,
  }),
  output: savedPlaceSchema,
  async run({ input, caller: { ownerId }, db }) {
    const latitude = decimals(input.latitude, COORDINATE_DECIMALS)
    const longitude = decimals(input.longitude, COORDINATE_DECIMALS)
    const others = await db.savedPlace.count({ where: { ownerId, NOT: { latitude, longitude } } })
    if (others >= MAX_PLACES) {
      throw new ToolError('limit_reached', `There are ${MAX_PLACES} saved places already. Remove one first.`)
    }
    await db.savedPlace.createMany({
      data: [{ ...input, id: newId('place'), ownerId, latitude, longitude }],
      skipDuplicates: true,
    })
    const where = { ownerId_latitude_longitude: { ownerId, latitude, longitude } }
    return savedPlaceAnswer(await db.savedPlace.findUniqueOrThrow({ where }))
  },
})
