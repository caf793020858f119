/** Verbs that ask for a change. A text that starts with one is never a question about the weather or a list. */
const changing =
  /^(?:add|book|block|cancel|change|clear|close|complete|create|delete|drop|enter|finish|forget|insert|invite|make|mark|move|new|note|plan|postpone|put|remember|remind|remove|rename|reschedule|save|schedule|set|share|shift|tick|update|write)\b/i

/** Whether the text asks for a change rather than for an answer. */
export function asksForChange(text: string): boolean {
  return changing.test(text)
}
