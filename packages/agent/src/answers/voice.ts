import type { AnswerPart } from '@chaperone/contracts'
import type { PlannerContext } from '@chaperone/mcp-host'
import { type Phrase, type Source, sentence } from './parts.ts'

/** Adds sentences and lists to an answer so that its parts, put together, read as prose. */
export interface Voice {
  say(...phrases: Phrase[]): void
  /** A sentence whose facts come from one hop. */
  tell(source: Source, ...phrases: Phrase[]): void
  /** A sentence that is true only while a hop waits for the person's decision. */
  tellWhileHeld(source: Source, ...phrases: Phrase[]): void
  /** One line for each item; the source is shown after the last. */
  list(items: readonly Phrase[][], source?: Source): void
}

export function startVoice({ say: emit }: PlannerContext): Voice {
  let lead = ''
  function add(
    phrases: readonly Phrase[],
    source: Source | undefined,
    nextLead: string,
    more: Partial<AnswerPart> = {},
  ) {
    for (const part of sentence(lead, phrases, source)) emit({ ...part, ...more })
    lead = nextLead
  }
  return {
    say: (...phrases) => add(phrases, undefined, ' '),
    tell: (source, ...phrases) => add(phrases, source, ' '),
    tellWhileHeld: (source, ...phrases) => add(phrases, source, ' ', { whileHeld: source.hop }),
    list(items, source) {
      items.forEach((item, index) => {
        lead = '\n• '
        add(item, index === items.length - 1 ? source : undefined, '\n')
      })
    },
  }
}
