import type { ApprovalSubject } from '@chaperone/contracts'
import type { CallOutcome } from '../planner.ts'
import type { SubjectRule } from './subject-rules.ts'

const MAX_WORDS = 300

type Fields = Record<string, unknown>

/**
 * What the ids among the arguments name, so that a person can tell what they are asked about. Each is read as the
 * person, by a call like any other. What cannot be read has the text null, for the card to say so.
 */
export async function readSubjects(
  args: Fields,
  rules: readonly SubjectRule[],
  read: (tool: string, args: Fields) => Promise<CallOutcome>,
): Promise<ApprovalSubject[]> {
  const subjects: ApprovalSubject[] = []
  for (const rule of rules) {
    const id = args[rule.argument]
    if (typeof id !== 'string') continue
    const outcome = await read(rule.tool, rule.list ? {} : { [rule.argument]: id })
    const thing = outcome.status === 'done' ? findThing(outcome.result, rule, id) : undefined
    subjects.push({ argument: rule.argument, text: thing ? wordsOf(thing, rule.words) : null })
  }
  return subjects
}

function findThing(result: unknown, { list }: SubjectRule, id: string): Fields | undefined {
  const things = (list ? (result as Fields)[list] : [result]) as Fields[] | undefined
  return things?.find((thing) => thing.id === id)
}

function wordsOf(thing: Fields, words: string): string {
  return words.replace(/\{(\w+)\}/g, (_match, field: string) => String(thing[field] ?? '?')).slice(0, MAX_WORDS)
}
