import type { Target } from '@chaperone/attack-suite'
import { withDeskDatabase } from '../../scripts/system/desk-database.ts'

/**
 * What an operator does with a desk, on the database of the system under test, and in this process: the command around
 * it would load the database client anew each time. journeys/operator-commands.spec.ts goes through the commands.
 */
export async function atDesk<Desk extends { close(): Promise<void> }, Result>(
  { stateDir }: Target,
  open: (url: string) => Desk,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  return withDeskDatabase(stateDir, async (url) => {
    const desk = open(url)
    try {
      return await work(desk)
    } finally {
      await desk.close()
    }
  })
}
