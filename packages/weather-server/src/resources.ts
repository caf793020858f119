import { savedPlaceResource } from './resources/saved-place.ts'

/** Everything this server offers to be read as a resource. */
export const resources = [savedPlaceResource]
