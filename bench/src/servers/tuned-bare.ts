import { ownerInputSchema } from '../list-events.ts'
import { serveTuned } from './serve-tuned.ts'

serveTuned({ input: ownerInputSchema, admit: async () => undefined, ownerIn: ({ ownerId }) => ownerId })
