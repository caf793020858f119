import { lineSchema } from '@chaperone/contracts'

/** What somebody calls a place. */
export const placeQuerySchema = lineSchema(80).min(2)
