import { randomUUID } from 'node:crypto'
import { REQUEST_STATE_SECONDS } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import {
  acceptedContent,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { argumentsDigest } from './arguments-digest.ts'
import type { CallStore } from './call-store.ts'
import { callOf } from './request-context.ts'
import { ToolError } from './tool-error.ts'

/** What travels through the client: an id that works once. Everything else it is bound to. */
export interface RequestState {
  id: string
}

const answerSchema = z.object({ confirm: z.boolean().meta({ title: 'Yes, do it', default: false }) })

/**
 * Seals and opens the state of a question. It is signed (HMAC-SHA-256), expires, and is bound to the server, to the
 * user (not the client: one client serves many users), to the tool and to the arguments.
 *
 * @see MCP 2026-07-28 basic/patterns/mrtr, Server Requirements: "MUST reject state that fails verification"
 */
export function requestStates(secret: string, resource: string): RequestStateCodec<RequestState> {
  return createRequestStateCodec<RequestState>({
    key: secret,
    ttlSeconds: REQUEST_STATE_SECONDS,
    bind(context) {
      const { caller, message } = callOf(context)
      const { name, arguments: args } = message.params as { name?: unknown; arguments?: unknown }
      return JSON.stringify([resource, caller.ownerId, name, argumentsDigest(args)])
    },
  })
}

/** Asks the person, and gives the client the state that comes back with the answer. */
export async function ask(
  states: RequestStateCodec<RequestState>,
  context: ServerContext,
  question: string,
): Promise<InputRequiredResult> {
  return inputRequired({
    inputRequests: { confirm: inputRequired.elicit({ message: question, requestedSchema: answerSchema }) },
    requestState: await states.mint({ id: randomUUID() }, context),
  })
}

/**
 * Returns only when the person said yes to exactly this call, and this yes was not used before. The state's signature,
 * binding and expiry have been checked before the call began. Using it up is part of the call's transaction.
 *
 * @throws ToolError `declined`, `request_state_used`
 */
export async function requireYes<Db>({
  calls,
  db,
  caller,
  state,
  context,
}: {
  calls: CallStore<Db>
  db: Db
  caller: Caller
  state: RequestState
  context: ServerContext
}): Promise<void> {
  const answer = acceptedContent(context.mcpReq.inputResponses, 'confirm', answerSchema)
  if (answer?.confirm !== true) {
    throw new ToolError('declined', 'The person did not agree. Nothing was changed; do not try again unless asked to.')
  }
  if (await calls.useRequestState(db, { ownerId: caller.ownerId, id: state.id })) return
  throw new ToolError(
    'request_state_used',
    'This confirmation was used before. Call again without it to be asked again.',
  )
}
