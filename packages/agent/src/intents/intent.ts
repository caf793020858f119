import type { PlannerContext } from '@chaperone/mcp-host'

/** One kind of request. It sees the person's words only: nothing that a server answers can select an intent. */
export interface Intent<Parsed> {
  /** What the request says, when it is of this kind; null otherwise. */
  matches(text: string): Parsed | null
  run(context: PlannerContext, parsed: Parsed): Promise<void>
}
