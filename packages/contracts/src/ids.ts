import { z } from 'zod'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford base 32: no i, l, o, u
const RANDOM_CHARACTERS = 16 // 80 bits

export const idPrefixes = {
  user: 'usr',
  service: 'svc',
  project: 'prj',
  task: 'task',
  calendar: 'cal',
  event: 'evt',
  place: 'plc',
  apiKey: 'key',
  client: 'cli',
  turn: 'turn',
  approval: 'apr',
  member: 'mbr',
  session: 'ses',
  statusChange: 'chg',
  signingKey: 'sig',
  conversation: 'conv',
} as const

export type IdKind = keyof typeof idPrefixes

/** A new random identifier such as `task_4mz81c…`: 80 bits from the system's CSPRNG, so ids cannot be guessed. */
export function newId(kind: IdKind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS))
  let text = ''
  for (const byte of bytes) text += ALPHABET[byte & 31]
  return `${idPrefixes[kind]}_${text}`
}

/** Whether an owner is a program with rows of its own, and no person. */
export function isServiceAccount(ownerId: string): boolean {
  return ownerId.startsWith(`${idPrefixes.service}_`)
}

function idSchema(kind: IdKind) {
  return z.string().regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-z]{1,40}$`), `must look like ${idPrefixes[kind]}_…`)
}

export const userIdSchema = idSchema('user')
export const projectIdSchema = idSchema('project')
export const taskIdSchema = idSchema('task')
export const calendarIdSchema = idSchema('calendar')
export const eventIdSchema = idSchema('event')
export const placeIdSchema = idSchema('place')
export const approvalIdSchema = idSchema('approval')
export const conversationIdSchema = idSchema('conversation')
export const apiKeyIdSchema = idSchema('apiKey')
