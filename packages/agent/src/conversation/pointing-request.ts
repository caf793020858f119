import { mentionsTime } from '../language/moments.ts'
import { pointer } from './point-at.ts'
import { referenceTo, type Thing, type ThingKind } from './thing.ts'

/** A request about something that the person points at. */
export interface PointingRequest {
  /** The words that point. */
  pointer: string
  /** The only kind of thing with which this can be done. */
  kind: ThingKind | undefined
  /** The same request with the thing in place of the pointer. Null: it cannot be done with such a thing. */
  about(thing: Thing): string | null
  /** The same with a gap. */
  withGap(gap: string): string
}

interface Form {
  pattern: RegExp
  kind?: ThingKind
  /** What follows the pointer must speak of a time. */
  needsTime?: boolean
  words: Partial<Record<ThingKind, (reference: string, rest: string) => string>>
}

const forms: readonly Form[] = [
  {
    pattern: form(
      '(?:change|set|move|update|shift|push|postpone) the (?:due date|deadline) of',
      ' (?:to|on|until|for) .+',
    ),
    kind: 'task',
    words: { task: (reference, rest) => `change the due date of ${reference} ${rest}` },
  },
  {
    pattern: form('(?:remove|delete|clear|drop) the (?:due date|deadline) of'),
    kind: 'task',
    words: { task: (reference) => `remove the due date of ${reference}` },
  },
  {
    pattern: form('complete|finish|close|resolve|check off|tick off|tick', '(?: as (?:done|complete|completed))?'),
    kind: 'task',
    words: { task: (reference) => `complete the task ${reference}` },
  },
  {
    pattern: form('mark|set|flag|tick|check', ' (?:as |to )?(?:off|done|complete|completed|finished)'),
    kind: 'task',
    words: { task: (reference) => `complete the task ${reference}` },
  },
  {
    pattern: form("i(?:'m| am) (?:done|finished) with|i(?:'ve| have)? (?:just )?(?:finished|completed|done)"),
    kind: 'task',
    words: { task: (reference) => `complete the task ${reference}` },
  },
  {
    pattern: form('delete|remove|cancel|drop|erase|call off'),
    words: {
      task: (reference) => `delete the task ${reference}`,
      event: (reference) => `cancel the event ${reference}`,
    },
  },
  {
    pattern: form('move|reschedule|shift|push(?: back)?|postpone|delay|bring forward|change|make|put', ' .+'),
    needsTime: true,
    words: {
      task: (reference, rest) => `move the task ${reference} ${toTime(rest)}`,
      event: (reference, rest) => `move the event ${reference} ${toTime(rest)}`,
    },
  },
  {
    pattern: form('rename|retitle|call', ' .+'),
    words: {
      task: (reference, rest) => `rename the task ${reference} ${toName(rest)}`,
      event: (reference, rest) => `rename the event ${reference} ${toName(rest)}`,
    },
  },
  {
    pattern: form("(?:when|what time|where)(?:'s| is)|show(?: me)?|open|describe|tell me (?:more )?about", '(?: due)?'),
    words: {
      task: (reference) => `tell me about the task ${reference}`,
      event: (reference) => `when is my ${reference}`,
      project: (reference) => `show my tasks in ${reference}`,
    },
  },
  {
    pattern: /^(?<verb>(?:show|list)(?: me)?|what(?:'s| is| are)|open) (?<pointer>its?)(?<rest> (?:open )?tasks)$/i,
    kind: 'project',
    words: { project: (reference) => `show my tasks in ${reference}` },
  },
]

/** "Its due date", or "the due date" of nothing that is named. */
const ownDueDate = /^(\w+) (?:its (due date|deadline)\b|the (due date|deadline)(?= to\b))/i

/** A request that points at something: "complete it", "move the second one to 4 pm", "when is it due". */
export function pointingRequest(text: string): PointingRequest | null {
  const said = text.replace(ownDueDate, '$1 the $2$3 of it')
  for (const { pattern, kind, needsTime, words } of forms) {
    const found = pattern.exec(said)?.groups
    const { verb = '', pointer: pointing = '', rest = '' } = found ?? {}
    if (!found || (needsTime && !mentionsTime(rest) && !/\d/.test(rest))) continue
    return {
      pointer: pointing,
      kind,
      about: (thing) => inCalendar(words[thing.kind]?.(referenceTo(thing), rest.trim()) ?? null, thing),
      withGap: (gap) => `${verb} ${gap}${rest}`,
    }
  }
  return null
}

function form(verbs: string, rest = ''): RegExp {
  return new RegExp(`^(?<verb>${verbs}) (?<pointer>${pointer})(?<rest>${rest})$`, 'i')
}

/** "Friday" → "to Friday"; "by an hour" stays. */
function toTime(rest: string): string {
  return /^(?:to|until|till|by|back|forward)\b/i.test(rest) || /\b(?:later|earlier)$/i.test(rest)
    ? rest
    : `to ${rest.replace(/^(?:be )?(?:due )?(?:on |at |for )?/i, '')}`
}

function toName(rest: string): string {
  return /^(?:to|as|into)\b/i.test(rest) ? rest : `to ${rest}`
}

function inCalendar(request: string | null, { connection }: Thing): string | null {
  return request && connection === 'team-calendar' ? `${request} in the team calendar` : request
}
