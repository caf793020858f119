import type { ShownThing, Thing } from './thing.ts'

/** Stands in a request for what the person is asked. */
export const GAP = '⟨…⟩'

/** A request that lacks something, and what the person was asked for. */
export interface Question {
  asks: 'time' | 'name' | 'address' | 'which'
  /** With a gap where the answer belongs; a time has no place of its own. */
  request: string
}

/** What the built-in planner keeps from one turn to the next. The host keeps it; no browser has a hand in it. */
export interface Memory {
  planner: 'built-in'
  /** The last request, in the person's words, with ids for what they pointed at. */
  request: string
  /** What was shown last, in its order. */
  list: Thing[]
  /** The one thing that was spoken of last. */
  focus: Thing | null
  /** What the person was asked, if they were. */
  question: Question | null
}

/** What an earlier turn kept, if this planner kept it. */
export function readMemory(kept: unknown): Memory | null {
  const isOurs = typeof kept === 'object' && kept !== null && 'planner' in kept && kept.planner === 'built-in'
  if (!isOurs) return null
  const memory = kept as Memory
  // A question of another shape, as another version kept it, is given up.
  return memory.question?.asks ? memory : { ...memory, question: null }
}

/** Of a long list only as many can be pointed at. */
const MOST_THINGS = 20

/** Collects, while a turn runs, what the next may refer to. */
export interface Notes {
  /** Something was shown: one thing to speak of, or a list to choose from. */
  showed(things: readonly ShownThing[]): void
  /** The person was asked for a time, and for nothing else. */
  askedWhen(): void
  /** The person was asked for a place. */
  askedPlace(): void
  /** The person was asked for a project. */
  askedProject(): void
  /** The person was asked for an address; the request with a gap for it. */
  askedAddress(request: string): void
  /** The person was asked which of several things they mean by these words. */
  askedWhich(words: string): void
  /** The thing that the person was shown under an id that their request holds. */
  thingOf(id: string): Thing | null
  toMemory(): Memory
}

/** @param about what the request points at, where it points at something */
export function startNotes(
  { turnId, request, about }: { turnId: string; request: string; about: Thing | null },
  before: Memory | null,
): Notes {
  const known = [about, ...(before?.list ?? []), before?.focus ?? null].filter((thing) => thing !== null)
  let list = before?.list ?? []
  let focus = before?.focus ?? null
  let question: Question | null = null
  return {
    showed(shown) {
      const things = shown.slice(0, MOST_THINGS).map((thing): Thing => ({ ...thing, turnId }))
      const [first, second] = things
      if (!first) return
      focus = second ? null : first
      const isKnown = list.some(({ id, title }) => id === first.id && title === first.title)
      if (second || !isKnown) list = things
    },
    askedWhen() {
      question = { asks: 'time', request }
    },
    askedPlace() {
      question = { asks: 'name', request: `${request} in ${GAP}` }
    },
    askedProject() {
      question = { asks: 'name', request: `${request} in the project ${GAP}` }
    },
    askedAddress(withGap) {
      question = { asks: 'address', request: withGap }
    },
    askedWhich(words) {
      if (request.includes(words)) question = { asks: 'which', request: request.replace(words, GAP) }
    },
    thingOf: (id) => known.find((one) => one.id === id) ?? null,
    toMemory: () => ({ planner: 'built-in', request, list, focus, question }),
  }
}
