import type { TurnContext } from '../conversation/turn-context.ts'

/** One kind of request. It sees the person's words only: nothing that a server answers can select an intent. */
export interface Intent<Parsed> {
  /** What the request says, when it is of this kind; null otherwise. */
  matches(text: string): Parsed | null
  run(context: TurnContext, parsed: Parsed): Promise<void>
}
