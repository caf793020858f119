import { z } from 'zod'
import { timeZoneSchema } from './calendar.ts'
import { approvalIdSchema, conversationIdSchema } from './ids.ts'
import type { Hop } from './trace.ts'

/** Shapes of the host API (`/api/host`), for the browser and for programs. */

export const turnRequestSchema = z.strictObject({
  message: z.string().trim().min(1).max(2_000),
  /** The person's IANA time zone: what "tomorrow at 10" means. */
  timeZone: timeZoneSchema,
  /** The conversation that it continues; without it the message begins one. */
  conversationId: conversationIdSchema.optional(),
})
export type TurnRequest = z.infer<typeof turnRequestSchema>

export const toolCallRequestSchema = z.strictObject({
  /** Registry id of the connection: `weather`, `calendar`, `team-calendar`, `tasks`, or `ext-…` for one of the person's own. */
  connection: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be the id of a connection'),
  tool: z.string().regex(/^[a-zA-Z0-9_.-]{1,80}$/, 'must be the name of a tool'),
  arguments: z.record(z.string(), z.unknown()).default({}),
})
export type ToolCallRequest = z.infer<typeof toolCallRequestSchema>

/** What a person answers: once, for this tool once and for all, or no. */
export const decisions = ['approve', 'approve_always', 'deny'] as const
export type Decision = (typeof decisions)[number]

export const approvalDecisionSchema = z.strictObject({
  decision: z.enum(decisions),
  /** The person's IANA time zone, for the words of the answer. */
  timeZone: timeZoneSchema.default('UTC'),
})
export const approvalParamsSchema = z.strictObject({ approvalId: approvalIdSchema })

/** What an id among the arguments names, in words of the server that holds it. */
export interface ApprovalSubject {
  argument: string
  /** Null when it could not be read with the person's rights. */
  text: string | null
}

/** What the person is asked. Bound to exactly these arguments by `digest`. */
export interface ApprovalCard {
  id: string
  connection: string
  tool: string
  title: string
  arguments: Record<string, unknown>
  subjects: ApprovalSubject[]
  /** SHA-256, hex, of user, server, tool and canonical arguments. */
  digest: string
  /** Why the person is asked, where it is not that the call changes something. */
  reason: string | null
  /** Whether `approve_always` is an answer. */
  canStand: boolean
  /** Client id of the program that asks; null when the person does, with a browser. */
  program: string | null
  /** ISO 8601, UTC. */
  expiresAt: string
  /** Hop that is held. */
  hop: number
  turnId: string
}

export interface PlanStep {
  title: string
  /** The connection that it asks; missing where the planner named something that does not exist. */
  connection?: string
  /** Whether it only reads, or changes something, which the person is asked about. */
  effect?: 'read' | 'change'
  state: 'waiting' | 'running' | 'done' | 'held' | 'failed' | 'stopped'
  /** Numbers of the hops that belong to this step. */
  hops: number[]
  note?: string
}

/** Part of an answer: text, and the hop its facts come from when they come from one. */
export interface AnswerPart {
  text: string
  strong?: boolean
  source?: { hop: number; label: string }
  /** Number of a held hop: true only until that is decided. */
  whileHeld?: number
}

/** One line of the NDJSON stream that answers `POST /api/host/turns` and `POST /api/host/approvals/{id}`. */
export type TurnEvent =
  /** Where the turn is kept. A program's turn is kept nowhere. */
  | { type: 'conversation'; id: string; title: string }
  | { type: 'turn'; turnId: string; planner: string; startedAt: string }
  | { type: 'plan'; steps: PlanStep[] }
  | { type: 'hop'; hop: Hop }
  | { type: 'answer'; part: AnswerPart }
  | { type: 'approval'; approval: ApprovalCard }
  | { type: 'error'; message: string }
  | { type: 'done' }

export interface ToolSummary {
  name: string
  title: string
  description: string
  effect: 'read' | 'write' | 'destroy'
  inputSchema: unknown
  /** False when the definition is not the one that was accepted: every call is refused, and of its text only the name is here. */
  isPinned: boolean
}

export interface ConnectionSummary {
  id: string
  title: string
  server: 'weather' | 'calendar' | 'tasks' | 'remote'
  url: string
  /** What its results are, to the flow policy: `private`, `third_party`, `untrusted_text`. */
  labels: readonly string[]
  tools: ToolSummary[]
  /** Set when the server could not be asked, or did not take what the person's account there was given. */
  error?: string
  /** `not_connected`: the person has to connect their account again. */
  errorCode?: string
}

/** Answer of `POST /api/host/tools/call`. */
export type ToolCallResponse =
  | { status: 'done'; result: unknown; hop: Hop }
  | { status: 'needs_approval'; approval: ApprovalCard; approveUrl: string; hop: Hop }
  | { status: 'refused'; error: string; message: string; hop: Hop }

/** One line of the answer of `GET /api/host/conversations`, the one that was used last first. */
export interface ConversationSummary {
  id: string
  title: string
  /** ISO 8601, UTC. */
  updatedAt: string
}
