import type { Phrase } from './parts.ts'

/** Sentences that work as they stand. */
export const examples = [
  'Will it rain in Porto on Friday?',
  'What is due this week?',
  'Put lunch with Bob into my calendar tomorrow at 12:30 for an hour',
  'Find the driest afternoon this week in Lisbon and put a run into my calendar',
  'What should I prepare for tomorrow?',
] as const

/** The examples as lines of a list. */
export function exampleLines(): Phrase[][] {
  return examples.map((example) => [`“${example}”`])
}
