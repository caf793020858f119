import { callerInputSchema } from '../list-events.ts'
import { benchGuard } from './bench-guard.ts'
import { serveTuned } from './serve-tuned.ts'

// The tuned server behind our guard: it knows its caller, and asks nothing else.

const guard = benchGuard()

serveTuned({
  input: callerInputSchema,
  admit: async (request, response) => (await guard.admit(request, response)).ownerId,
  ownerIn: () => undefined,
})
